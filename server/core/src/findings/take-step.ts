import { localDate } from '../clock/local-time.ts'
import { appendToOutbox } from '../feed/append.ts'
import { insertDeltas } from '../indicators/deltas.ts'
import { uuidV7 } from '../uuid.ts'
import type { FindingActor, FindingEvents, FindingPayload } from './contract.ts'
import type { Ledger } from './ledger.ts'
import type { FindingRow } from './queries/finding.ts'
import { countedOf } from './rules/counted.ts'
import type { StepKind } from './tables.ts'

/** The platform, where nobody is named. */
export const PLATFORM: FindingActor = { id: 'platform', name: '系统 platform' }

/** What happened with a finding, and when; from which source where it was found. */
type Step = {
  readonly kind: StepKind
  readonly at: Date
  readonly words: string
  readonly by?: FindingActor | undefined
  readonly from?: Pick<FindingPayload, 'source' | 'sourceId'>
}

const EVENTS: Readonly<Partial<Record<StepKind, keyof FindingEvents>>> = {
  RAISED: 'findings.finding.raised',
  JOINED: 'findings.finding.joined',
  REOPENED: 'findings.finding.reopened',
  SETTLED: 'findings.finding.settled',
  DISMISSED: 'findings.finding.dismissed',
  MERGED: 'findings.finding.merged',
}

/** Writes the trail, the figures and the event of what happened with a finding, which is given as it is then. */
export async function takeStep(db: Ledger, finding: FindingRow, step: Step): Promise<void> {
  const { kind, at, words, by = PLATFORM } = step
  const { id, areaCode, regionId, scopeKey, organisationId, hallId, severity } = finding
  const place = { areaCode, regionId, scopeKey, organisationId, hallId }
  const day = localDate(at)
  await db
    .insertInto('findings.step')
    .values({ id: uuidV7(), findingId: id, at, day, kind, actorId: by.id, actor: by.name, words, severity, ...place })
    .execute()
  const where = { areaCode, regionId, scopeKey, organisationId: organisationId ?? 0, channel: '', source: '' }
  const counted = Object.entries(countedOf(kind, severity))
  await insertDeltas(
    db,
    counted.map(([measure, n]) => ({ ...where, measure, day, n })),
  )
  const event = EVENTS[kind]
  if (event === undefined) return
  const payload = payloadOf(finding, step)
  await appendToOutbox(db, [{ topic: 'EVENT', kind: event, level: null, ...place, payload }])
}

function payloadOf(finding: FindingRow, { at, from }: Step): FindingPayload {
  const { id, type, cause, severity, state } = finding
  const { source, sourceId } = from ?? finding
  return { findingId: id, at: at.toISOString(), type, cause, severity, state, source, sourceId }
}
