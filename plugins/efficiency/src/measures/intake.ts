import type { CaseMeasure } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

/** Cases by the day of their acceptance. */
export const casesAccepted: CaseMeasure = {
  code: 'cases-accepted',
  title: { 'zh-CN': '受理件', en: 'Cases accepted' },
  subject: 'case',
  count: ({ acceptedAt }) => onDay(acceptedAt),
}
