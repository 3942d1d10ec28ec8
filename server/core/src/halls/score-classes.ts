import type { ColumnClasses } from '../database/column-class.ts'
import type { ScoreTables } from './score-tables.ts'

const seat = { regionId: 'internal', areaCode: 'internal', scopeKey: 'internal' } as const
const weighted = {
  at: 'internal',
  indicator: 'internal',
  weight: 'internal',
  zeroAt: 'internal',
  fullAt: 'internal',
} as const

export const scoreColumns: ColumnClasses<ScoreTables> = {
  'halls.scoreWeights': {
    ...seat,
    id: 'internal',
    fromMonth: 'internal',
    minimumCoverage: 'internal',
    graceDays: 'internal',
    reason: 'internal',
    setAt: 'internal',
    setBy: 'internal',
  },
  'halls.scoreWeight': { weightsId: 'internal', ...weighted },
  'halls.score': {
    ...seat,
    id: 'internal',
    kind: 'internal',
    subjectId: 'internal',
    hallId: 'internal',
    level: 'internal',
    peersIn: 'internal',
    month: 'internal',
    value: 'internal',
    coverage: 'internal',
    isRescaled: 'internal',
    weightsId: 'internal',
    frozenAt: 'internal',
  },
  'halls.scorePart': {
    areaCode: 'internal',
    scopeKey: 'internal',
    hallId: 'internal',
    scoreId: 'internal',
    ...weighted,
    display: 'internal',
    n: 'internal',
    value: 'internal',
    full: 'internal',
    points: 'internal',
    effectiveWeight: 'internal',
    contribution: 'internal',
    missing: 'internal',
  },
  'halls.scoreMonth': { ...seat, month: 'internal', frozenAt: 'internal', n: 'internal' },
}
