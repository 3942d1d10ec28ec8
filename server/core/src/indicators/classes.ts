import type { ColumnClasses } from '../database/column-class.ts'
import type { IndicatorsTables } from './tables.ts'

const total = {
  regionId: 'internal',
  scopeKey: 'internal',
  areaCode: 'internal',
  measure: 'internal',
  source: 'internal',
  own: 'internal',
  whole: 'internal',
} as const

/** Figures are for those inside their range; what is published of them is decided where it is published. */
export const indicatorsClasses: ColumnClasses<IndicatorsTables> = {
  'core.countedMeasure': { code: 'internal' },
  'core.measureDelta': {
    id: 'internal',
    areaCode: 'internal',
    regionId: 'internal',
    scopeKey: 'internal',
    organisationId: 'internal',
    channel: 'internal',
    source: 'internal',
    measure: 'internal',
    day: 'internal',
    n: 'internal',
  },
  'core.measureDay': { ...total, day: 'internal' },
  'core.measureMonth': { ...total, month: 'internal' },
  'core.measureSplit': {
    areaCode: 'internal',
    scopeKey: 'internal',
    day: 'internal',
    measure: 'internal',
    organisationId: 'internal',
    channel: 'internal',
    source: 'internal',
    n: 'internal',
  },
  'core.target': {
    indicator: 'internal',
    regionId: 'internal',
    validFrom: 'internal',
    comparator: 'internal',
    value: 'internal',
  },
}
