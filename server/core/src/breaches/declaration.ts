import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { breachClock } from './clock.ts'
import { indicators, measures } from './figures.ts'
import { defineBreaches } from './graphql/schema.ts'
import { lookForBreaches } from './look-for-breaches.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Breaches } from './tables.ts'

/** Missed targets 未达标: which indicators of the standard breach their target, where and since when (all clauses of kind T). */
export const breaches = definePlugin<Breaches>({
  name: 'breaches',
  title: { 'zh-CN': '指标达标', en: 'Targets' },
  clauses: ['5-e'],
  answers: { '5-e': { fields: ['breaches', 'lookForBreaches'], page: '/r/[code]/targets' } },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks: [breachClock],
  emits: ['breaches.card.issued'],
  schema: defineBreaches,
  daily: async (host) => void (await lookForBreaches(host)),
})
