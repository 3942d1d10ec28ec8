import type { CaseMeasure } from '@zhikong/core'
import { onDay } from '../rules/days.ts'

/** Yellow cards by the day on which they fell due. */
export const cardsYellow: CaseMeasure = {
  code: 'cards-yellow',
  title: { 'zh-CN': '黄牌', en: 'Yellow cards' },
  subject: 'case',
  count: ({ yellowAt }) => onDay(yellowAt),
}

/** Red cards by the day on which they fell due. */
export const cardsRed: CaseMeasure = {
  code: 'cards-red',
  title: { 'zh-CN': '红牌', en: 'Red cards' },
  subject: 'case',
  count: ({ redAt }) => onDay(redAt),
}
