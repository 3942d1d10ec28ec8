import type { Transaction } from 'kysely'
import { uuidV7 } from '../uuid.ts'
import type { FindingOutcome, NewFinding, RaisedFinding } from './contract.ts'
import { ledgerIn, type Ledger } from './ledger.ts'
import { insertFinding, lockSame, takeTurn, updateFinding, type FindingRow, type Sameness } from './queries/finding.ts'
import { insertOccurrence, selectRaised } from './queries/occurrence.ts'
import { outcomeOf } from './rules/outcome.ts'
import { graver } from './rules/severity.ts'
import { PLATFORM, takeStep } from './take-step.ts'

/**
 * Puts into the ledger what was found, with its trail, figures and event, in the transaction of what it was found by
 * (scope of the engine or of intake). The same source and id again get the same answer. Else it joins a finding of the
 * same unit, type, cause and subject that is open, or reopens one that was settled not long ago.
 * What is veiled is kept by itself, without trail, figures and event, until `releaseFindings`.
 */
export async function raiseFinding<Tables>(trx: Transaction<Tables>, finding: NewFinding): Promise<RaisedFinding> {
  const db = ledgerIn(trx)
  await takeTurn(db, [finding.source, finding.sourceId])
  const known = await selectRaised(db, finding)
  if (known !== undefined) return { id: known.findingId, outcome: known.outcome }
  const raised = finding.veil === undefined ? await enter(db, finding) : await keepVeiled(db, finding)
  const { severity, title, foundAt, evidence = [], source, sourceId } = finding
  const what = { source, sourceId, severity, title, foundAt, evidence: [...evidence] }
  const belongs = { ...placeOf(finding), ...veilOf(finding), findingId: raised.id, outcome: raised.outcome }
  await insertOccurrence(db, { ...what, ...belongs, id: uuidV7() })
  return raised
}

/** Joins, reopens or raises what its unit may know. */
async function enter(db: Ledger, finding: NewFinding): Promise<RaisedFinding> {
  const { foundAt, title, by, source, sourceId } = finding
  const same = await lockKnown(db, finding)
  const outcome = outcomeOf(same, foundAt)
  const row = await (same === undefined || outcome === 'RAISED'
    ? insertFinding(db, rowOf(finding))
    : repeat(db, same, outcome, finding))
  await takeStep(db, row, { kind: outcome, at: foundAt, words: title, by, from: { source, sourceId } })
  return { id: row.id, outcome }
}

/** The finding that an occurrence may belong to; nobody else raises the same until the transaction ends. */
export async function lockKnown(db: Ledger, same: Sameness): Promise<FindingRow | undefined> {
  const { type, cause, place, subject } = same
  const unit = [place.regionId, place.organisationId ?? null, place.hallId ?? null]
  await takeTurn(db, [...unit, type, cause, subject?.type ?? null, subject?.id ?? null])
  return lockSame(db, same)
}

/** Counts an occurrence more at a finding that is there. */
export async function repeat(
  db: Ledger,
  known: FindingRow,
  outcome: FindingOutcome,
  { severity, foundAt }: Pick<NewFinding, 'severity' | 'foundAt'>,
): Promise<FindingRow> {
  const reopened = { state: 'REOPENED', reopenings: known.reopenings + 1, settledAt: null } as const
  return updateFinding(db, known.id, {
    ...(outcome === 'REOPENED' ? reopened : {}),
    occurrences: known.occurrences + 1,
    severity: graver(known.severity, severity),
    lastFoundAt: known.lastFoundAt < foundAt ? foundAt : known.lastFoundAt,
  })
}

async function keepVeiled(db: Ledger, finding: NewFinding): Promise<RaisedFinding> {
  const { id } = await insertFinding(db, rowOf(finding))
  return { id, outcome: 'RAISED' }
}

function rowOf(finding: NewFinding) {
  const { type, cause, severity, title, source, sourceId, foundAt, subject, by = PLATFORM } = finding
  return {
    id: uuidV7(),
    type,
    cause,
    severity,
    title,
    source,
    sourceId,
    foundAt,
    lastFoundAt: foundAt,
    ...placeOf(finding),
    ...veilOf(finding),
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    state: 'OPEN' as const,
    occurrences: 1,
    raisedById: by.id,
    raisedBy: by.name,
    settledAt: null,
    reopenings: 0,
    mergedInto: null,
    dismissalById: null,
    dismissalBy: null,
    dismissalReason: null,
    dismissedById: null,
    dismissedBy: null,
    dismissedAt: null,
  }
}

function placeOf({ place }: NewFinding) {
  const { areaCode, regionId, scopeKey, organisationId = null, hallId = null } = place
  return { areaCode, regionId, scopeKey, organisationId, hallId }
}

function veilOf({ veil, foundAt }: NewFinding) {
  return {
    veiledLo: veil?.lo ?? null,
    veiledHi: veil?.hi ?? null,
    veiledOrganisationId: veil?.organisationId ?? null,
    veiledHallId: veil?.hallId ?? null,
    releasedAt: veil === undefined ? foundAt : null,
  }
}
