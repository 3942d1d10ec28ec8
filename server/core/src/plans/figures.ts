import type { Indicator } from '../indicators/indicator.ts'
import type { OwnMeasure, PluginTransaction } from '../plugin.ts'
import { sumOccurrences } from './queries/recount.ts'
import type { Plans } from './tables.ts'

/** Counted at the region that performs, on the last day of the window. */
export const measures: readonly OwnMeasure<PluginTransaction<Plans>>[] = [
  {
    code: 'plan-due',
    title: { 'zh-CN': '管控活动应执行次数', en: 'Control activities due' },
    subject: 'own',
    recount: (db, range) => sumOccurrences(db, range, 'due'),
  },
  {
    code: 'plan-done-on-time',
    title: { 'zh-CN': '管控活动按期执行次数', en: 'Control activities done on time' },
    subject: 'own',
    recount: (db, range) => sumOccurrences(db, range, 'onTime'),
  },
  {
    code: 'plan-done-late',
    title: { 'zh-CN': '管控活动逾期执行次数', en: 'Control activities done late' },
    subject: 'own',
    recount: (db, range) => sumOccurrences(db, range, 'late'),
  },
]

export const indicators: readonly Indicator[] = [
  {
    code: 'plan-execution-rate',
    clause: '4-b',
    title: { 'zh-CN': '管控计划执行率', en: 'Execution rate of control plans' },
    description: {
      'zh-CN': '按期执行次数 ÷ 应执行次数，按窗口期最后一日计入。',
      en: 'Done on time, of what was due; by the last day of its window.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 100 },
    kind: 'ratio',
    numerator: { 'plan-done-on-time': 1 },
    denominator: { 'plan-due': 1 },
  },
  {
    code: 'plans-not-done',
    clause: '4-b',
    title: { 'zh-CN': '管控活动未执行次数', en: 'Control activities not done' },
    description: {
      'zh-CN': '应执行次数减去按期和逾期执行次数。',
      en: 'What was due, without what was done on time or late.',
    },
    unit: 'COUNT',
    better: 'LOWER',
    target: { comparator: 'AT_MOST', value: 0 },
    kind: 'flow',
    sum: { 'plan-due': 1, 'plan-done-on-time': -1, 'plan-done-late': -1 },
  },
]
