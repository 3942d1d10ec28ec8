import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Region } from '../registers/region.ts'
import type { Sums } from './figure.ts'
import type { Measures, RollupQuestion } from './rollup.ts'
import { within } from './region-sums.ts'
import { BEGINNING } from './period.ts'
import type { SplitRow } from './select-sums.ts'
import { selectSplit } from './select-sums.ts'

/** Which keys there are depends on the measures: what none of them was counted of has no row. */
export type SplitSums = (of: Measures) => ReadonlyMap<string, Sums>

/** Sums of a region of county level or above by organisation (its id) or channel (its code). */
export const splitSums = async (
  trx: Transaction<CoreTables>,
  { reach, from, to, source }: RollupQuestion,
  region: Region,
  { all, stocks }: Measures,
  by: 'organisation_id' | 'channel',
): Promise<SplitSums> => {
  const range = within(region, reach)
  const select = async (start: string, measures: readonly string[]): Promise<readonly SplitRow[]> =>
    measures.length === 0 ? [] : selectSplit(trx, by, range, measures, { from: start, to }, source)
  const [flows, stockRows] = await Promise.all([select(from, all), select(BEGINNING, stocks)])
  const [flow, stock] = [flows, stockRows].map(
    (rows) => new Map(rows.map(({ key, measure, n }) => [`${key}\n${measure}`, n])),
  )
  return (of) => {
    const keys = [
      ...flows.filter(({ measure }) => of.all.includes(measure)),
      ...stockRows.filter(({ measure }) => of.stocks.includes(measure)),
    ].map(({ key }) => key)
    return new Map(
      [...new Set(keys)].toSorted().map((key) => [
        key,
        {
          flow: (measure: string) => flow?.get(`${key}\n${measure}`) ?? 0,
          stock: (measure: string) => stock?.get(`${key}\n${measure}`) ?? 0,
        },
      ]),
    )
  }
}
