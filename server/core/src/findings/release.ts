import type { Transaction } from 'kysely'
import type { FindingActor, RaisedFinding } from './contract.ts'
import { ledgerIn, type Ledger } from './ledger.ts'
import { deleteFinding, lockFinding, updateFinding, type FindingRow } from './queries/finding.ts'
import { selectVeiled, updateOccurrence } from './queries/occurrence.ts'
import { lockKnown, repeat } from './raise.ts'
import { outcomeOf } from './rules/outcome.ts'
import { takeStep } from './take-step.ts'

/** When a veil is lifted, and by whom. */
/** When something is released, and by whom. */
export type Release = { readonly at: Date; readonly by?: FindingActor }

/**
 * Lifts the veil from findings: from `at` on their units know them, figures count them and their events are told. What
 * is the same as a finding that the unit knows joins or reopens that one, and `id` is then that one's.
 * Ids that are unknown or released already are left out of the answer.
 */
export async function releaseFindings<Tables>(
  trx: Transaction<Tables>,
  findingIds: readonly string[],
  release: Release,
): Promise<readonly RaisedFinding[]> {
  const db = ledgerIn(trx)
  const released: RaisedFinding[] = []
  for (const id of findingIds.toSorted()) {
    const veiled = await lockFinding(db, id)
    if (veiled?.releasedAt === null) released.push(await releaseOne(db, veiled, release))
  }
  return released
}

async function releaseOne(db: Ledger, veiled: FindingRow, { at, by }: Release): Promise<RaisedFinding> {
  const { id, subjectType, subjectId, title, source, sourceId } = veiled
  const subject = subjectType === null || subjectId === null ? {} : { subject: { type: subjectType, id: subjectId } }
  const known = await lockKnown(db, { type: veiled.type, cause: veiled.cause, place: veiled, ...subject })
  const outcome = outcomeOf(known, at)
  const occurrence = await selectVeiled(db, id)
  const isNew = known === undefined || outcome === 'RAISED'
  const row = await (isNew ? updateFinding(db, id, { releasedAt: at }) : repeat(db, known, outcome, veiled))
  await updateOccurrence(db, occurrence.id, { findingId: row.id, outcome, releasedAt: at })
  if (!isNew) await deleteFinding(db, id)
  await takeStep(db, row, { kind: outcome, at, words: title, by, from: { source, sourceId } })
  return { id: row.id, outcome }
}
