import { definePlugin } from '@zhikong/core'
import { exampleClasses } from './classes.ts'
import { loadVisits } from './demo/visits.ts'
import { defineVisit } from './graphql/visit.ts'
import { updateBusiestDays } from './handlers/visit-recorded.ts'
import { hallVisitorsIndicator } from './indicators/hall-visitors.ts'
import { hallVisitors } from './measures/hall-visitors.ts'
import { createVisit } from './migrations/0001-visit.ts'
import { createBusiestDay } from './migrations/0002-busiest-day.ts'
import { bindToHalls } from './migrations/0003-bound-to-halls.ts'
import type { Example } from './tables.ts'

/** Visitors of a hall by day: the template of a plugin. */
export const example = definePlugin<Example>({
  name: 'example',
  title: { 'zh-CN': '到访人数(示例)', en: 'Visits (example)' },
  clauses: [],
  migrations: { '0001-visit': createVisit, '0002-busiest-day': createBusiestDay, '0003-bound-to-halls': bindToHalls },
  columns: exampleClasses,
  permissions: {
    'example.read': { 'zh-CN': '查看到访人数', en: 'See visits', roles: ['AUTHORITY', 'HALL_MANAGER', 'AUDITOR'] },
    'example.record': { 'zh-CN': '登记到访人数', en: 'Record visits', roles: ['HALL_MANAGER', 'WINDOW_STAFF'] },
  },
  measures: [hallVisitors],
  indicators: [hallVisitorsIndicator],
  emits: ['example.visit.recorded'],
  on: { 'example.visit.recorded': updateBusiestDays },
  schema: defineVisit,
  demo: loadVisits,
})
