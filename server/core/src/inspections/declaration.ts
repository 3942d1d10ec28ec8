import { definePlugin } from '../plugin.ts'
import { checklists, findingTypes } from './checklists.ts'
import { columns } from './classes.ts'
import { loadInspections } from './demo/inspections.ts'
import { defineInspections } from './graphql/schema.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Inspections } from './tables.ts'

/** Inspections 监督检查: targets and inspectors drawn at random, checks by checklists, and what they show. */
export const inspections = definePlugin<Inspections>({
  name: 'inspections',
  title: { 'zh-CN': '监督检查', en: 'Inspections' },
  clauses: [],
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  findingTypes,
  checklists,
  emits: ['inspections.check.completed', 'inspections.campaign.published'],
  schema: defineInspections,
  demo: loadInspections,
})
