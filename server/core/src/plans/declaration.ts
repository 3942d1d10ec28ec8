import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { planClock } from './clock.ts'
import { loadPlans } from './demo/plans.ts'
import { indicators, measures } from './figures.ts'
import { definePlans } from './graphql/schema.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Plans } from './tables.ts'

/** Control plans 管控计划: what is to be done again and again, and whether it was (clauses of kind C). */
export const plans = definePlugin<Plans>({
  name: 'plans',
  title: { 'zh-CN': '管控计划', en: 'Control plans' },
  clauses: ['4-b'],
  answers: {
    '4-b': { fields: ['plans', 'planExecution', 'makePlan', 'recordPlanExecution'], page: '/r/[code]/surveys/plans' },
  },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks: [planClock],
  emits: ['plans.card.issued'],
  schema: definePlans,
  demo: loadPlans,
})
