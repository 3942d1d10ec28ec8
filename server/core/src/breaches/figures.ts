import type { Indicator } from '../indicators/indicator.ts'
import type { OwnMeasure, PluginTransaction } from '../plugin.ts'
import { sumBreaches } from './queries/recount.ts'
import type { Breaches } from './tables.ts'

/** How many targets are missed: one for each indicator and region that misses it. */
export const TARGETS_MISSED = 'targets-missed'

export const measures: readonly OwnMeasure<PluginTransaction<Breaches>>[] = [
  {
    code: TARGETS_MISSED,
    title: { 'zh-CN': '未达标指标', en: 'Targets missed' },
    subject: 'own',
    recount: sumBreaches,
  },
]

/** Without a target of its own: it is no figure to be missed. */
export const indicators: readonly Indicator[] = [
  {
    code: TARGETS_MISSED,
    clause: '5-e',
    title: { 'zh-CN': '未达标指标数', en: 'Targets missed' },
    description: {
      'zh-CN': '期末仍未达标的指标个数，本级和下级各管理机构分别计数。',
      en: 'Indicators that miss their target at the end of the period, each authority in the region counted by itself.',
    },
    unit: 'COUNT',
    better: 'LOWER',
    kind: 'stock',
    sum: { [TARGETS_MISSED]: 1 },
  },
]
