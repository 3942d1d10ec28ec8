import type { Host } from '../host.ts'
import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { controlClock, leaderClock } from './clock.ts'
import { loadManagement } from './demo/management.ts'
import { indicators, measures } from './figures.ts'
import { freezeScores } from './freeze-scores.ts'
import { defineManagement } from './graphql/schema.ts'
import { judgeObjectives } from './judge-objectives.ts'
import { findingTypes } from './finding-types.ts'
import { keepControlDays } from './keep-control-days.ts'
import { keepStanding } from './keep-standing.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Halls } from './tables.ts'

const keepUp = async (host: Host<Halls>): Promise<void> => {
  await keepStanding(host)
  await keepControlDays(host)
  await judgeObjectives(host)
  await freezeScores(host)
}

/** Management duties of authorities: who leads quality, what is aimed at, how halls are equipped, what they do day by day (4-a, 4-b, 5-a, 5-e). */
export const halls = definePlugin<Halls>({
  name: 'halls',
  title: { 'zh-CN': '管理职责', en: 'Management duties' },
  clauses: ['4-a', '4-b', '5-a', '5-e'],
  answers: {
    '4-a': {
      fields: ['qualityGroup', 'setUpQualityGroup', 'objectives', 'setObjective'],
      page: '/r/[code]/management',
    },
    '4-b': { fields: ['controlHalls', 'controlDays', 'keepControlLog'], page: '/r/[code]/control' },
    '5-a': { fields: ['halls', 'rollup'], page: '/r/[code]/management' },
    '5-e': { fields: ['score', 'scores', 'setScoreWeights'], page: '/r/[code]/score' },
  },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  findingTypes,
  subjectClocks: [leaderClock, controlClock],
  emits: ['halls.card.issued'],
  schema: defineManagement,
  daily: keepUp,
  demo: loadManagement,
})
