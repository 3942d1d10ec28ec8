import type { CaseMeasure, CaseRecord } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

const isClosed = ({ state }: CaseRecord): boolean => state === 'CLOSED'

/** Cases by the day on which they were closed. */
export const casesClosed: CaseMeasure = {
  code: 'cases-closed',
  title: { 'zh-CN': '办结件', en: 'Cases closed' },
  subject: 'case',
  count: (record) => (isClosed(record) ? onDay(record.endedAt) : []),
}

/** Closed, but never promised a time: neither on time nor late. */
export const casesClosedWithoutLimit: CaseMeasure = {
  code: 'cases-closed-without-limit',
  title: { 'zh-CN': '无承诺时限的办结件', en: 'Cases closed that had no promised limit' },
  subject: 'case',
  count: (record) => (isClosed(record) && record.closedLate === null ? onDay(record.endedAt) : []),
}

/** Closed after the promised limit. */
export const casesClosedLate: CaseMeasure = {
  code: 'cases-closed-late',
  title: { 'zh-CN': '超承诺办结件', en: 'Cases closed after the promised limit' },
  subject: 'case',
  count: (record) => (record.closedLate === true ? onDay(record.endedAt) : []),
}

/** Closed after the statutory limit. */
export const casesClosedStatutoryLate: CaseMeasure = {
  code: 'cases-closed-statutory-late',
  title: { 'zh-CN': '超法定办结件', en: 'Cases closed after the statutory limit' },
  subject: 'case',
  count: (record) => (record.closedStatutoryLate === true ? onDay(record.endedAt) : []),
}

/** Closed and held against a statutory limit at all. */
export const casesClosedStatutory: CaseMeasure = {
  code: 'cases-closed-statutory',
  title: { 'zh-CN': '有法定时限的办结件', en: 'Cases closed that had a statutory limit' },
  subject: 'case',
  count: (record) => (record.closedStatutoryLate !== null ? onDay(record.endedAt) : []),
}

/** Closed though nobody had accepted it: it leaves no stock of open cases. */
export const casesClosedUnaccepted: CaseMeasure = {
  code: 'cases-closed-unaccepted',
  title: { 'zh-CN': '未受理即办结件', en: 'Cases closed without an acceptance' },
  subject: 'case',
  count: (record) => (isClosed(record) && record.acceptedAt === null ? onDay(record.endedAt) : []),
}

/** Accepted, then voided, returned or withdrawn. */
export const casesEndedOtherwise: CaseMeasure = {
  code: 'cases-ended-otherwise',
  title: { 'zh-CN': '受理后作废、退回、撤回件', en: 'Accepted cases voided, returned or withdrawn' },
  subject: 'case',
  count: (record) => (record.acceptedAt !== null && !isClosed(record) ? onDay(record.endedAt) : []),
}

/** Late, then voided, returned or withdrawn: out of the on-time rate, so counted beside it (6.4-a). */
export const casesLateEndedOtherwise: CaseMeasure = {
  code: 'cases-late-ended-otherwise',
  title: { 'zh-CN': '超期后作废、退回、撤回件', en: 'Late cases voided, returned or withdrawn' },
  subject: 'case',
  count: (record) => (record.overdueAt !== null && !isClosed(record) ? onDay(record.endedAt) : []),
}
