import type { CaseMeasure } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

/** Open past the promised limit: one from the day it passed, taken back on the day of the end. */
export const casesOverdue: CaseMeasure = {
  code: 'cases-overdue',
  title: { 'zh-CN': '超期未办结件', en: 'Open cases past their promised limit' },
  subject: 'case',
  count: ({ overdueAt, endedAt }) => (overdueAt === null ? [] : [...onDay(overdueAt), ...onDay(endedAt, -1)]),
}
