import type { ColumnClasses } from '../database/column-class.ts'
import { controlColumns } from './control-classes.ts'
import { scoreColumns } from './score-classes.ts'
import type { HallsTables } from './tables.ts'

const seat = { regionId: 'internal', areaCode: 'internal', scopeKey: 'internal' } as const

export const columns: ColumnClasses<HallsTables> = {
  ...controlColumns,
  ...scoreColumns,
  'halls.qualityGroup': {
    ...seat,
    id: 'internal',
    name: 'internal',
    document: 'internal',
    validFrom: 'internal',
    validTo: 'internal',
    controlMeasures: 'internal',
    improvementPlan: 'internal',
    clockId: 'internal',
    leaderUntil: 'internal',
    changedAt: 'internal',
    changedBy: 'internal',
  },
  'halls.groupMember': {
    ...seat,
    id: 'internal',
    groupId: 'internal',
    duty: 'internal',
    name: 'internal',
    post: 'internal',
    validFrom: 'internal',
    validTo: 'internal',
  },
  'halls.objective': {
    ...seat,
    id: 'internal',
    indicator: 'internal',
    comparator: 'internal',
    target: 'internal',
    fromDay: 'internal',
    toDay: 'internal',
    setAt: 'internal',
    setBy: 'internal',
    withdrawnAt: 'internal',
    withdrawnReason: 'internal',
    judgedAt: 'internal',
    met: 'internal',
    display: 'internal',
    n: 'internal',
  },
  'halls.standing': { ...seat, measure: 'internal', day: 'internal', n: 'internal' },
}
