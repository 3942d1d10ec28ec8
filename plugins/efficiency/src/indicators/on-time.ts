import type { Indicator } from '@zhikong/core'

const ON_TIME = { 'cases-closed': 1, 'cases-closed-late': -1, 'cases-closed-without-limit': -1 }
const WITH_LIMIT = { 'cases-closed': 1, 'cases-closed-without-limit': -1 }

/** 按时办结率 against the promised limit, by the day of closing. */
export const onTimeRate: Indicator = {
  code: 'on-time-rate',
  clause: '6.4-a',
  title: { 'zh-CN': '按时办结率', en: 'On-time rate' },
  description: {
    'zh-CN': '期间内办结的件中，在承诺时限内办结的比例。',
    en: 'Of the cases closed in the period, those closed within their promised limit.',
  },
  unit: 'PERCENT',
  better: 'HIGHER',
  target: { comparator: 'AT_LEAST', value: 100 },
  kind: 'ratio',
  numerator: ON_TIME,
  denominator: WITH_LIMIT,
}

/** Beside it, against survivor bias: what is late and still open counts too. */
export const onTimeRateWithOpen: Indicator = {
  code: 'on-time-rate-with-open',
  clause: '6.4-a',
  title: { 'zh-CN': '按时办结率（含超期未结）', en: 'On-time rate, open late cases included' },
  description: {
    'zh-CN': '按时办结件 ÷（办结件 + 期末超期未办结件），避免只看已办结的件。',
    en: 'Closed on time / (closed + open and overdue at the end of the period), so that late cases kept open do count.',
  },
  unit: 'PERCENT',
  better: 'HIGHER',
  target: { comparator: 'AT_LEAST', value: 100 },
  kind: 'ratio',
  numerator: ON_TIME,
  denominator: WITH_LIMIT,
  denominatorAtEnd: { 'cases-overdue': 1 },
}

/** The second figure: against the statutory limit. */
export const statutoryOnTimeRate: Indicator = {
  code: 'statutory-on-time-rate',
  clause: '6.4-a',
  title: { 'zh-CN': '法定时限内办结率', en: 'On-time rate, statutory' },
  description: {
    'zh-CN': '期间内办结且有法定时限的件中，在法定时限内办结的比例。',
    en: 'Of the cases closed in the period that have a statutory limit, those closed within it.',
  },
  unit: 'PERCENT',
  better: 'HIGHER',
  target: { comparator: 'AT_LEAST', value: 100 },
  kind: 'ratio',
  numerator: { 'cases-closed-statutory': 1, 'cases-closed-statutory-late': -1 },
  denominator: { 'cases-closed-statutory': 1 },
}
