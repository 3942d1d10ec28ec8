import { definePlugin } from '@zhikong/core'
import { answers } from './answers.ts'
import { columns } from './classes.ts'
import { subjectClocks } from './clocks/all.ts'
import { loadRectifications } from './demo/rectifications.ts'
import { defineImprovement } from './graphql/schema.ts'
import { on } from './handlers/all.ts'
import { findFaultsOfLastWeek } from './handlers/find-rating-faults.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import { findingTypes } from './rules/finding-types.ts'
import type { Improvement } from './tables.ts'

/** Improvement (质量改进): every finding handed over, repaired, rechecked, and looked at again. */
export const improvement = definePlugin<Improvement>({
  name: 'improvement',
  title: { 'zh-CN': '质量改进', en: 'Improvement' },
  clauses: ['7-a', '7-b', '7-c', '7-d'],
  answers,
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks,
  findingTypes,
  emits: [
    'improvement.card.issued',
    'improvement.rectification.assigned',
    'improvement.rectification.moved',
    'improvement.urge.received',
    'improvement.urge.answered',
  ],
  openFields: ['ownMatter', 'urgeMatter'],
  schema: defineImprovement,
  on,
  daily: findFaultsOfLastWeek,
  demo: loadRectifications,
})
