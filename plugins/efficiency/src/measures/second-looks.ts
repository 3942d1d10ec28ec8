import type { CaseFlag, CaseMeasure, CaseRecord } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

const has = ({ flags }: CaseRecord, flag: CaseFlag): boolean => flags !== '' && flags.split(',').includes(flag)

/** Accepted cases that were recorded more than 24 hours later (补录); what was loaded from earlier times is none. */
export const casesRecordedLate: CaseMeasure = {
  code: 'cases-recorded-late',
  title: { 'zh-CN': '受理后超过24小时才录入的件', en: 'Cases recorded more than 24 hours after acceptance' },
  subject: 'case',
  count: (record) => (has(record, 'LATE_RECORDED') ? onDay(record.acceptedAt) : []),
}

/** Closed less than ten seconds after they were accepted: handled elsewhere and entered afterwards, as a rule. */
export const casesClosedWithinSeconds: CaseMeasure = {
  code: 'cases-closed-within-seconds',
  title: { 'zh-CN': '受理后10秒内办结的件', en: 'Cases closed within 10 seconds of acceptance' },
  subject: 'case',
  count: (record) => (has(record, 'CLOSED_WITHIN_SECONDS') ? onDay(record.endedAt) : []),
}
