import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Region } from '../registers/region.ts'
import { cutPeriod } from './period.ts'
import type { Period } from './period.ts'
import type { Recount } from './rollup.ts'
import { hasDays } from './rollup.ts'
import { selectSums } from './select-sums.ts'

export type RollupCheck = { readonly checked: number; readonly mismatches: readonly string[] }

/**
 * Proves in one snapshot that totals hold: every region's whole is its own with its children's wholes, and is what the
 * records and the deltas still pending say. Run it inside a transaction of one snapshot (repeatable read), engine scope.
 */
export const rollupCheck = async (
  trx: Transaction<CoreTables>,
  basis: { readonly tree: RegionTree; readonly recount: Recount; readonly today: string },
  measures: readonly string[],
  region: Region,
  period: Period,
): Promise<RollupCheck> => {
  const { tree, recount, today } = basis
  const regions = tree.subtreeOf(region)
  const cut = cutPeriod(period, today)
  const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
  const whole = new Map<string, number>()
  const own = new Map<string, number>()
  for (const withDays of [true, false]) {
    const regionIds = regions.filter((place) => hasDays(place) === withDays).map(({ id }) => id)
    for (const row of await selectSums(trx, { reach, regionIds, measures, source: null }, cut, withDays)) {
      whole.set(`${row.regionId}\n${row.measure}`, row.whole)
      own.set(`${row.regionId}\n${row.measure}`, row.own)
    }
  }
  const span = { from: period.from, to: cut.days.at(-1)?.to ?? cut.months?.to ?? period.to }
  const truth = new Map<string, number>()
  const add = (regionId: number, measure: string, n: number) => {
    const key = `${regionId}\n${measure}`
    truth.set(key, (truth.get(key) ?? 0) + n)
  }
  const lowMonths = cut.months
  const countFor = (place: Region, day: string): boolean =>
    hasDays(place) || (lowMonths !== null && day >= lowMonths.from && day < lowMonths.to)
  const place = (regionId: number): Region | undefined => tree.byId(regionId)
  for (const row of await recount(trx, measures, reach, span, null)) {
    const at = place(row.regionId)
    if (at !== undefined && countFor(at, row.day)) add(row.regionId, row.measure, row.n)
  }
  for (const row of await selectPending(trx, measures, reach, span)) {
    const at = place(row.regionId)
    if (at !== undefined && countFor(at, row.day)) add(row.regionId, row.measure, -row.n)
  }
  const mismatches: string[] = []
  let checked = 0
  for (const at of regions) {
    for (const measure of measures) {
      const key = `${at.id}\n${measure}`
      checked += 1
      const mine = own.get(key) ?? 0
      const counted = truth.get(key) ?? 0
      if (mine !== counted) mismatches.push(`${at.code} ${measure}: own ${mine}, records ${counted}`)
      const children = tree.childrenOf(at)
      if (children.some((child) => hasDays(child) !== hasDays(at)) && cut.days.length > 0) continue
      const sum = children.reduce((total, child) => total + (whole.get(`${child.id}\n${measure}`) ?? 0), mine)
      if (sum !== (whole.get(key) ?? 0)) {
        mismatches.push(`${at.code} ${measure}: whole ${whole.get(key) ?? 0}, own and children ${sum}`)
      }
    }
  }
  return { checked, mismatches }
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
