import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import type { Region } from '../registers/region.ts'
import type { CutPeriod } from './period.ts'
import type { Recount } from './rollup.ts'
import { selectAreas, selectSums } from './select-sums.ts'

/** What of a measure is a region's own, and with all within it. */
export type Sum = { readonly own: number; readonly whole: number }

/** Sums by region and measure; 0 of what was not counted. */
export type SumTable = { readonly of: (region: Region, measure: string) => Sum }

/** A region that is asked for, with places in or equal to it. No place is in two parts. */
export type Part = { readonly region: Region; readonly places: readonly Region[] }

/** What is summed: of what the asker reaches, and of one source system or all. */
export type SumsAsked = { readonly recount: Recount; readonly reach: Reach; readonly source: string | null }

const NOTHING: Sum = { own: 0, whole: 0 }

/** Whether a region has totals by day; below the county they are kept by month. */
export const hasDays = ({ level }: Region): boolean => level !== 'TOWNSHIP' && level !== 'VILLAGE'

/** The reach, narrowed to a region. */
export const within = ({ scopeKey, scopeEnd }: Region, reach: Reach): Reach => ({
  ...reach,
  lo: Math.max(reach.lo, scopeKey),
  hi: Math.min(reach.hi, scopeEnd),
})

/**
 * Sums over a cut period, of any number of places with the same statements: from the totals of regions, below the county
 * with the days at the ends counted from records, and for who is bound to an organisation from what is kept apart.
 */
export const readSums = async (
  trx: Transaction<CoreTables>,
  { recount, reach, source }: SumsAsked,
  parts: readonly Part[],
  measures: readonly string[],
  cut: CutPeriod,
): Promise<SumTable> => {
  const sums = new Map<string, Sum>()
  const put = ({ id }: Pick<Region, 'id'>, measure: string, own: number, whole: number): void => {
    const sum = sums.get(`${id}\n${measure}`) ?? NOTHING
    sums.set(`${id}\n${measure}`, { own: sum.own + own, whole: sum.whole + whole })
  }
  const putAround = (places: readonly Region[], scopeKey: number, measure: string, n: number): void => {
    for (const place of places) {
      if (scopeKey >= place.scopeKey && scopeKey < place.scopeEnd) {
        put(place, measure, scopeKey === place.scopeKey ? n : 0, n)
      }
    }
  }
  const fromTotals = async (places: readonly Region[], withDays: boolean): Promise<void> => {
    if (places.length === 0) return
    const wanted = { reach, regionIds: places.map(({ id }) => id), measures, source }
    const rows = await selectSums(trx, wanted, cut, withDays)
    for (const { regionId, measure, own, whole } of rows) put({ id: regionId }, measure, own, whole)
  }
  const fromAreas = async ({ region, places }: Part): Promise<void> => {
    const rows = await selectAreas(trx, within(region, reach), { measures, source }, cut)
    for (const { scopeKey, measure, n } of rows) putAround(places, scopeKey, measure, n)
  }
  const fromRecords = async ({ region, places }: Part): Promise<void> => {
    const low = places.filter((place) => !hasDays(place))
    if (low.length === 0) return
    for (const days of cut.days) {
      const rows = await recount(trx, measures, within(region, reach), days, source)
      for (const { scopeKey, measure, n } of rows) putAround(low, scopeKey, measure, n)
    }
  }
  const places = parts.flatMap((part) => part.places)
  if (measures.length > 0) {
    await Promise.all(
      reach.organisationId === null
        ? [
            fromTotals(places.filter(hasDays), true),
            fromTotals(
              places.filter((place) => !hasDays(place)),
              false,
            ),
            ...parts.map(fromRecords),
          ]
        : parts.map(fromAreas),
    )
  }
  return { of: ({ id }, measure) => sums.get(`${id}\n${measure}`) ?? NOTHING }
}
