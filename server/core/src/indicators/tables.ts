import type { Generated } from 'kysely'

/** A change of a measure, written in the transaction that changed the record; folded and removed soon after. */
export type MeasureDeltaTable = {
  id: Generated<number>
  areaCode: number
  regionId: number
  scopeKey: number
  organisationId: number
  channel: string
  source: string
  measure: string
  day: string
  n: number
}

/** Totals by day of the regions of county level and above. */
export type MeasureDayTable = {
  regionId: number
  scopeKey: number
  areaCode: number
  day: string
  measure: string
  source: string
  /** What belongs to the region itself (its own halls). */
  own: number
  /** The region with everything within it. */
  whole: number
}

/** Totals by month (its first day) of all regions. */
export type MeasureMonthTable = Omit<MeasureDayTable, 'day'> & { month: string }

/** Totals by day, organisation and channel of each area (county, or a city's or the province's own halls). */
export type MeasureSplitTable = {
  areaCode: number
  scopeKey: number
  day: string
  measure: string
  organisationId: number
  channel: string
  source: string
  n: number
}

/** A target in force for an indicator from a day on, in a region and what is within it. */
export type TargetTable = {
  indicator: string
  regionId: number
  validFrom: string
  comparator: 'AT_LEAST' | 'AT_MOST'
  value: number
}

/** A measure of cases that has been counted over all cases of before. */
export type CountedMeasureTable = { code: string }

export type IndicatorsTables = {
  'core.countedMeasure': CountedMeasureTable
  'core.measureDelta': MeasureDeltaTable
  'core.measureDay': MeasureDayTable
  'core.measureMonth': MeasureMonthTable
  'core.measureSplit': MeasureSplitTable
  'core.target': TargetTable
}
