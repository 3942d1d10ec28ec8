import { eventOf, PROPOSED } from '../alerts/lifecycle/events.ts'
import type { RaisedCard } from '../alerts/raise.ts'
import { counted } from '../clock/elapsed.ts'
import type { Limit, Suspension, WorkCalendar } from '../clock/types.ts'
import type { OutboxEntry } from '../feed/append.ts'
import type { AlertPayload, CompletionPayload } from '../feed/events.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { encodeCaseId } from './case-id.ts'
import type { EndKind } from './event.ts'
import type { CaseRecord } from './record.ts'

type Run = { readonly suspensions: readonly Suspension[]; readonly calendar: WorkCalendar }

/** The feed's entry for a card that was raised just now. */
export const announceCard = (
  { alert, card, record }: RaisedCard,
  { suspensions, calendar }: Run,
  names: RegisterSnapshot,
  now: Date,
): OutboxEntry => {
  // A clock that runs beside that of the case, or after it, has limits and days of its own.
  const isOfCase = card.clock.endOf === undefined
  const promised = isOfCase ? promisedOf(record) : null
  const ofCase = record.acceptedAt === null ? null : runOf(record, suspensions)
  const run = isOfCase ? ofCase : card.run
  const days = run === null ? null : counted(calendar, run, now)
  const payload: AlertPayload = {
    ...subjectOf(record, names, now),
    alertId: alert.alertId,
    level: alert.level,
    clock: alert.clock,
    dueAt: alert.dueAt.toISOString(),
    promised,
    countedDays: days,
    overDays: days === null || promised?.unit !== 'WORKING_DAY' ? null : days - promised.amount,
    provisional: alert.provisional,
    escalation: alert.escalation,
    ...(alert.state === 'TO_CONFIRM' ? { waits: true } : {}),
  }
  const kind = alert.state === 'TO_CONFIRM' ? eventOf(card.clock.event, PROPOSED) : card.clock.event
  return { topic: 'ALERT', kind, level: alert.level, ...placeOf(record), payload }
}

/** The feed's entry for a case that has come to its end. */
export const announceEnd = (
  record: CaseRecord,
  outcome: EndKind,
  { suspensions, calendar }: Run,
  names: RegisterSnapshot,
  now: Date,
): OutboxEntry => {
  const payload: CompletionPayload = {
    ...subjectOf(record, names, record.endedAt ?? now),
    outcome,
    onTime: record.closedLate === null ? null : !record.closedLate,
    countedDays: record.acceptedAt === null ? null : counted(calendar, runOf(record, suspensions), now),
  }
  return { topic: 'COMPLETION', kind: `cases.case.${outcome.toLowerCase()}`, level: null, ...placeOf(record), payload }
}

const runOf = (record: CaseRecord, suspensions: readonly Suspension[]) => ({
  start: record.acceptedAt ?? record.lastEventAt,
  suspensions,
  closedAt: record.endedAt,
})

/** The promise of a case, as the feed tells it. */
export const promisedOf = ({ promisedAmount, promisedUnit }: CaseRecord): Limit | null =>
  promisedAmount === null || promisedUnit === null ? null : { amount: promisedAmount, unit: promisedUnit }

/** For whom an event about a case is. */
export const placeOf = ({ scopeKey, areaCode, regionId, organisationId, hallId }: CaseRecord) => ({
  scopeKey,
  areaCode,
  regionId,
  organisationId,
  hallId,
})

/** What every event about a case tells of it. */
export const subjectOf = (record: CaseRecord, { tree, index }: RegisterSnapshot, at: Date) => {
  const region = tree.byId(record.regionId)
  return {
    at: at.toISOString(),
    caseId: encodeCaseId(record),
    caseNumber: record.externalId,
    matter: index.matterById.get(record.matterId)?.name ?? '',
    hall: index.hallById.get(record.hallId)?.name ?? '',
    organisation:
      record.organisationId === null ? null : (index.organisationById.get(record.organisationId)?.name ?? null),
    regionCode: region?.code ?? '',
    regionName: region?.name ?? '',
  }
}
