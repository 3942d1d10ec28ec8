import type { Indicator } from '@zhikong/core'
import { handlingHistogram } from '../measures/handling-time.ts'

const volume = { clause: '6.4-b', unit: 'COUNT', better: 'NEITHER' } as const

export const casesAcceptedIndicator: Indicator = {
  ...volume,
  code: 'cases-accepted',
  title: { 'zh-CN': '受理', en: 'Accepted' },
  description: { 'zh-CN': '期间内受理的件数。', en: 'Cases accepted in the period.' },
  kind: 'flow',
  sum: { 'cases-accepted': 1 },
}

export const casesClosedIndicator: Indicator = {
  ...volume,
  code: 'cases-closed',
  title: { 'zh-CN': '办结', en: 'Closed' },
  description: { 'zh-CN': '期间内办结的件数。', en: 'Cases closed in the period.' },
  kind: 'flow',
  sum: { 'cases-closed': 1 },
}

export const casesClosedLateIndicator: Indicator = {
  ...volume,
  clause: '6.4-a',
  better: 'LOWER',
  code: 'cases-closed-late',
  title: { 'zh-CN': '超期办结', en: 'Closed late' },
  description: {
    'zh-CN': '期间内超过承诺时限办结的件数。',
    en: 'Cases closed in the period after their promised limit.',
  },
  kind: 'flow',
  sum: { 'cases-closed-late': 1 },
}

export const casesOpen: Indicator = {
  ...volume,
  code: 'cases-open',
  title: { 'zh-CN': '在办', en: 'Open' },
  description: { 'zh-CN': '期末已受理未办结的件数。', en: 'Cases accepted and not ended at the end of the period.' },
  kind: 'stock',
  sum: { 'cases-accepted': 1, 'cases-closed': -1, 'cases-closed-unaccepted': 1, 'cases-ended-otherwise': -1 },
}

export const casesOverdueIndicator: Indicator = {
  ...volume,
  clause: '6.4-a',
  better: 'LOWER',
  code: 'cases-overdue',
  title: { 'zh-CN': '超期未办结', en: 'Overdue now' },
  description: {
    'zh-CN': '期末超过承诺时限仍未办结的件数。',
    en: 'Cases open past their promised limit at the end of the period.',
  },
  target: { comparator: 'AT_MOST', value: 0 },
  kind: 'stock',
  sum: { 'cases-overdue': 1 },
}

export const casesLateEndedOtherwiseIndicator: Indicator = {
  ...volume,
  clause: '6.4-a',
  better: 'LOWER',
  code: 'cases-late-ended-otherwise',
  title: { 'zh-CN': '超期后未办结而终止', en: 'Late, then ended otherwise' },
  description: {
    'zh-CN': '期间内超过承诺时限后作废、退回或撤回的件数，不计入按时办结率，故单列。',
    en: 'Cases voided, returned or withdrawn in the period after their limit; they leave the on-time rate, so they stand beside it.',
  },
  target: { comparator: 'AT_MOST', value: 0 },
  kind: 'flow',
  sum: { 'cases-late-ended-otherwise': 1 },
}

export const cardsYellowIndicator: Indicator = {
  ...volume,
  better: 'LOWER',
  code: 'cards-yellow',
  title: { 'zh-CN': '黄牌', en: 'Yellow cards' },
  description: { 'zh-CN': '期间内到点的黄牌数。', en: 'Yellow cards that fell due in the period.' },
  target: { comparator: 'AT_MOST', value: 0 },
  kind: 'flow',
  sum: { 'cards-yellow': 1 },
}

export const cardsRedIndicator: Indicator = {
  ...volume,
  better: 'LOWER',
  code: 'cards-red',
  title: { 'zh-CN': '红牌', en: 'Red cards' },
  description: { 'zh-CN': '期间内到点的红牌数。', en: 'Red cards that fell due in the period.' },
  target: { comparator: 'AT_MOST', value: 0 },
  kind: 'flow',
  sum: { 'cards-red': 1 },
}

export const medianHandlingTime: Indicator = {
  ...volume,
  better: 'LOWER',
  unit: 'WORKING_DAYS',
  code: 'median-handling-time',
  title: { 'zh-CN': '办理用时中位数', en: 'Median handling time' },
  description: {
    'zh-CN': '期间内办结件从受理到办结的工作日中位数，扣除特别程序。',
    en: 'Median of the working days from acceptance to closing, special procedures taken off.',
  },
  kind: 'median',
  histogram: handlingHistogram,
}
