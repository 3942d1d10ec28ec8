import { localDate, type CaseMeasure, type CaseRecord } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

/** Promised for the day of acceptance: 即办件. */
const isImmediate = ({ promisedAmount, promisedUnit }: CaseRecord): boolean =>
  promisedUnit === 'WORKING_DAY' && promisedAmount === 0

const isSameDay = ({ acceptedAt, endedAt }: CaseRecord): boolean =>
  acceptedAt !== null && endedAt !== null && endedAt >= acceptedAt && localDate(endedAt) === localDate(acceptedAt)

/** Closed cases that were promised for the day of their acceptance. */
export const casesClosedImmediate: CaseMeasure = {
  code: 'cases-closed-immediate',
  title: { 'zh-CN': '办结的即办件', en: 'Cases closed that were promised for the same day' },
  subject: 'case',
  count: (record) => (record.state === 'CLOSED' && isImmediate(record) ? onDay(record.endedAt) : []),
}

/** Closed on the local day of their acceptance, whatever was promised. */
export const casesClosedSameDay: CaseMeasure = {
  code: 'cases-closed-same-day',
  title: { 'zh-CN': '受理当日办结件', en: 'Cases closed on the day of acceptance' },
  subject: 'case',
  count: (record) => (record.state === 'CLOSED' && isSameDay(record) ? onDay(record.endedAt) : []),
}
