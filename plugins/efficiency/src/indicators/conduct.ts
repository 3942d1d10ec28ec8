import type { Indicator } from '@zhikong/core'
import { limitHistogram } from '../measures/limit-used.ts'

const share = { clause: '6.4-b', unit: 'PERCENT', kind: 'ratio' } as const

/** Closed after an acceptance: those with a span to speak of. */
const CLOSED_AFTER_ACCEPTANCE = { 'cases-closed': 1, 'cases-closed-unaccepted': -1 }

/** 即办件占比 by the day of closing. */
export const immediateShare: Indicator = {
  ...share,
  better: 'NEITHER',
  code: 'immediate-share',
  title: { 'zh-CN': '即办件占比', en: 'Share of immediate cases' },
  description: {
    'zh-CN': '期间内办结的件中，承诺当日办结（即办）的比例。',
    en: 'Of the cases closed in the period, those that were promised for the day of their acceptance.',
  },
  numerator: { 'cases-closed-immediate': 1 },
  denominator: { 'cases-closed': 1 },
}

/** What was really closed the same day, promised so or not. */
export const sameDayShare: Indicator = {
  ...share,
  better: 'HIGHER',
  code: 'same-day-share',
  title: { 'zh-CN': '当日办结占比', en: 'Closed on the day of acceptance' },
  description: {
    'zh-CN': '期间内办结且有受理的件中，在受理当日办结的比例，不论是否承诺即办。',
    en: 'Of the cases accepted and closed, those closed on the local day of their acceptance, promised so or not.',
  },
  numerator: { 'cases-closed-same-day': 1 },
  denominator: CLOSED_AFTER_ACCEPTANCE,
}

/** 补录率 by the day of acceptance. */
export const recordedLateRate: Indicator = {
  ...share,
  better: 'LOWER',
  code: 'recorded-late-rate',
  title: { 'zh-CN': '补录率', en: 'Recorded late' },
  description: {
    'zh-CN': '期间内受理的件中，受理后超过24小时才录入平台的比例；历史数据导入不计。',
    en: 'Of the cases accepted in the period, those recorded more than 24 hours later; what was loaded from earlier times is not counted as late.',
  },
  numerator: { 'cases-recorded-late': 1 },
  denominator: { 'cases-accepted': 1 },
}

export const closedWithinSecondsRate: Indicator = {
  ...share,
  better: 'LOWER',
  code: 'closed-within-seconds-rate',
  title: { 'zh-CN': '秒办率', en: 'Closed within seconds' },
  description: {
    'zh-CN': '期间内办结且有受理的件中，受理后10秒内办结的比例；多为线下办完后补录，须复核。',
    en: 'Of the cases accepted and closed, those closed within 10 seconds of acceptance: mostly handled elsewhere and entered afterwards, so look again.',
  },
  numerator: { 'cases-closed-within-seconds': 1 },
  denominator: CLOSED_AFTER_ACCEPTANCE,
}

/** 压线办结率: ten percent would be an even spread, since the last tenth of a limit is a tenth of it. */
export const lastTenthRate: Indicator = {
  ...share,
  better: 'LOWER',
  code: 'last-tenth-rate',
  title: { 'zh-CN': '压线办结率', en: 'Closed in the last tenth of the limit' },
  description: {
    'zh-CN':
      '期间内按时办结且承诺一个工作日以上的件中，在承诺时限最后十分之一内办结的比例；均匀分布时为10%，明显高于10%说明临期集中办结。',
    en: 'Of the cases closed on time under a promise of a working day or more, those closed in its last tenth. An even spread would be 10 %; well above it, closings are piled at the deadline.',
  },
  numerator: { 'limit-used-10': 1 },
  denominator: Object.fromEntries(limitHistogram.map(({ measure }) => [measure, 1])),
}
