import type { ColumnClasses } from '../database/column-class.ts'
import type { BreachesTables } from './tables.ts'

export const columns: ColumnClasses<BreachesTables> = {
  'breaches.breach': {
    id: 'internal',
    indicator: 'internal',
    clause: 'internal',
    regionId: 'internal',
    areaCode: 'internal',
    scopeKey: 'internal',
    sinceDay: 'internal',
    untilDay: 'internal',
    fromDay: 'internal',
    toDay: 'internal',
    numerator: 'internal',
    denominator: 'internal',
    n: 'internal',
    display: 'internal',
    comparator: 'internal',
    target: 'internal',
  },
}
