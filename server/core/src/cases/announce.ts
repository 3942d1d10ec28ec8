import type { RaisedCard } from '../alerts/raise.ts'
import { counted } from '../clock/elapsed.ts'
import type { Limit, Suspension, WorkCalendar } from '../clock/types.ts'
import type { OutboxRow } from '../feed/append.ts'
import type { AlertPayload, CompletionPayload } from '../feed/events.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { RegisterIndex } from '../registers/resolve.ts'
import { encodeCaseId } from './case-id.ts'
import type { CaseRecord } from './record.ts'

export type Names = { readonly registers: RegisterIndex; readonly regions: RegionTree }

type Run = { readonly suspensions: readonly Suspension[]; readonly calendar: WorkCalendar }

/** The feed's entry for a card that was raised just now. */
export const announceCard = (
  { alert, card, record }: RaisedCard,
  { suspensions, calendar }: Run,
  names: Names,
  now: Date,
): OutboxRow => {
  const promised = promisedOf(record)
  const days = record.acceptedAt === null ? null : counted(calendar, runOf(record, suspensions), now)
  const payload: AlertPayload = {
    ...subjectOf(record, names),
    alertId: alert.alertId,
    level: alert.level,
    clock: alert.clock,
    dueAt: alert.dueAt.toISOString(),
    promised,
    countedDays: days,
    overDays: days === null || promised?.unit !== 'WORKING_DAY' ? null : days - promised.amount,
    provisional: alert.provisional,
  }
  return { topic: 'ALERT', kind: card.clock.event, level: alert.level, ...placeOf(record), payload }
}

/** The feed's entry for a case that has come to its end. */
export const announceEnd = (record: CaseRecord, { suspensions, calendar }: Run, names: Names, now: Date): OutboxRow => {
  const payload: CompletionPayload = {
    ...subjectOf(record, names),
    outcome: record.state,
    onTime: record.closedLate === null ? null : !record.closedLate,
    countedDays: record.acceptedAt === null ? null : counted(calendar, runOf(record, suspensions), now),
  }
  return { topic: 'COMPLETION', kind: `cases.case.${record.state.toLowerCase()}`, level: null, ...placeOf(record), payload }
}

const runOf = (record: CaseRecord, suspensions: readonly Suspension[]) => ({
  start: record.acceptedAt ?? record.lastEventAt,
  suspensions,
  closedAt: record.endedAt,
})

const promisedOf = ({ promisedAmount, promisedUnit }: CaseRecord): Limit | null =>
  promisedAmount === null || promisedUnit === null ? null : { amount: promisedAmount, unit: promisedUnit }

const placeOf = ({ scopeKey, areaCode, regionId }: CaseRecord) => ({ scopeKey, areaCode, regionId })

const subjectOf = (record: CaseRecord, { registers, regions }: Names) => {
  const region = regions.byId(record.regionId)
  return {
    caseId: encodeCaseId(record),
    caseNumber: record.externalId,
    matter: registers.matterById(record.matterId)?.name ?? '',
    hall: registers.hallById(record.hallId)?.name ?? '',
    organisation: record.organisationId === null ? null : (registers.organisationById(record.organisationId)?.name ?? null),
    regionCode: region?.code ?? '',
    regionName: region?.name ?? '',
  }
}
