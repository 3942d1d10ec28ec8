import type { OwnMeasure, PluginTransaction } from '@zhikong/core'
import { sumVisits } from '../queries/visit.ts'
import type { Example } from '../tables.ts'

/** Visitors by day: written as deltas when a count is recorded, recounted from the counts. */
export const hallVisitors: OwnMeasure<PluginTransaction<Example>> = {
  code: 'hall-visitors',
  title: { 'zh-CN': '到访人数', en: 'Visitors' },
  subject: 'own',
  recount: sumVisits,
}
