import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Region } from '../registers/region.ts'
import { cutPeriod } from './period.ts'
import type { CutPeriod, Period } from './period.ts'
import type { Recount } from './rollup.ts'
import { hasDays } from './region-sums.ts'
import { selectAreas, selectSums } from './select-sums.ts'

export type RollupCheck = { readonly checked: number; readonly mismatches: readonly string[] }

/** Numbers by region and measure. */
type Numbers = Map<string, number>
type Trx = Transaction<CoreTables>
type Wanted = { readonly measures: readonly string[]; readonly reach: Reach; readonly cut: CutPeriod }

const keyOf = (regionId: number, measure: string): string => `${regionId}\n${measure}`

const add = (numbers: Numbers, key: string, n: number): Numbers => numbers.set(key, (numbers.get(key) ?? 0) + n)

/**
 * Proves in one snapshot that totals hold: every region's whole is its own with its children's wholes, is what the
 * records and the deltas still pending say, and, for counties and above, what is kept apart by organisation and channel.
 * Run it inside a transaction of one snapshot (repeatable read), engine scope.
 */
export const rollupCheck = async (
  trx: Trx,
  basis: { readonly tree: RegionTree; readonly recount: Recount; readonly today: string },
  measures: readonly string[],
  region: Region,
  period: Period,
): Promise<RollupCheck> => {
  const { tree } = basis
  const regions = tree.subtreeOf(region)
  const cut = cutPeriod(period, basis.today)
  const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
  const wanted = { measures, reach, cut }
  const { own, whole } = await readTotals(trx, regions, wanted)
  const truth = await readTruth(trx, basis, wanted, period)
  const split = await readSplit(trx, wanted)
  const mismatches: string[] = []
  for (const at of regions) {
    for (const measure of measures) {
      const wholeOf = (place: Region): number => whole.get(keyOf(place.id, measure)) ?? 0
      const expect = (what: string, n: number, other: string, m: number): void => {
        if (n !== m) mismatches.push(`${at.code} ${measure}: ${what} ${n}, ${other} ${m}`)
      }
      const mine = own.get(keyOf(at.id, measure)) ?? 0
      expect('own', mine, 'records', truth.get(keyOf(at.id, measure)) ?? 0)
      const children = tree.childrenOf(at)
      if (hasDays(at)) {
        const inParts = children.filter(hasDays).reduce((total, child) => total + wholeOf(child), 0)
        expect(
          'by organisation and channel',
          split.get(keyOf(at.scopeKey, measure)) ?? 0,
          'in all',
          wholeOf(at) - inParts,
        )
      }
      if (children.some((child) => hasDays(child) !== hasDays(at)) && cut.days.length > 0) continue
      expect(
        'whole',
        wholeOf(at),
        'own and children',
        children.reduce((total, child) => total + wholeOf(child), mine),
      )
    }
  }
  return { checked: regions.length * measures.length, mismatches }
}

const readTotals = async (trx: Trx, regions: readonly Region[], { measures, reach, cut }: Wanted) => {
  const own: Numbers = new Map()
  const whole: Numbers = new Map()
  for (const withDays of [true, false]) {
    const regionIds = regions.filter((place) => hasDays(place) === withDays).map(({ id }) => id)
    for (const row of await selectSums(trx, { reach, regionIds, measures, source: null }, cut, withDays)) {
      whole.set(keyOf(row.regionId, row.measure), row.whole)
      own.set(keyOf(row.regionId, row.measure), row.own)
    }
  }
  return { own, whole }
}

/** What the records say, less what is not folded yet. */
const readTruth = async (
  trx: Trx,
  { tree, recount }: { readonly tree: RegionTree; readonly recount: Recount },
  { measures, reach, cut: { months, days } }: Wanted,
  { from, to }: Period,
): Promise<Numbers> => {
  const span = { from, to: days.at(-1)?.to ?? months?.to ?? to }
  const isKept = (place: Region | undefined, day: string): boolean =>
    place !== undefined && (hasDays(place) || (months !== null && day >= months.from && day < months.to))
  const truth: Numbers = new Map()
  for (const { regionId, measure, day, n } of await recount(trx, measures, reach, span, null)) {
    if (isKept(tree.byId(regionId), day)) add(truth, keyOf(regionId, measure), n)
  }
  for (const { regionId, measure, day, n } of await selectPending(trx, measures, reach, span)) {
    if (isKept(tree.byId(regionId), day)) add(truth, keyOf(regionId, measure), -n)
  }
  return truth
}

/** What is kept apart, added up by area: the scope key of a county, city or province. */
const readSplit = async (trx: Trx, { measures, reach, cut }: Wanted): Promise<Numbers> => {
  const split: Numbers = new Map()
  for (const { scopeKey, measure, n } of await selectAreas(trx, reach, { measures, source: null }, cut)) {
    add(split, keyOf(scopeKey, measure), n)
  }
  return split
}

const selectPending = async (
  trx: Transaction<CoreTables>,
  measures: readonly string[],
  { lo, hi }: { readonly lo: number; readonly hi: number },
  { from, to }: Period,
): Promise<readonly { regionId: number; measure: string; day: string; n: number }[]> => {
  const { rows } = await sql<{ regionId: number; measure: string; day: string; n: number }>`
    select region_id, measure, day, sum(n)::bigint as n from core.measure_delta
    where scope_key >= ${lo} and scope_key < ${hi} and measure = any(${measures})
      and day >= ${from}::date and day < ${to}::date group by 1, 2, 3`.execute(trx)
  return rows
}
