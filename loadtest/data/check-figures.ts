import type { Platform } from '@zhikong/core'
import { checkRollups } from '@zhikong/core'
import { sql } from 'kysely'
import type { DataSet } from './data-set.ts'
import { daysOf } from './data-set.ts'

type Period = { readonly from: string; readonly to: string }

/** Whether the figures are what the cases say. */
export type FiguresChecked = { readonly checked: number; readonly mismatches: readonly string[] }

/** With more cases a year at a time is too much to count in memory; with many more, the province. */
const MOST_A_YEAR = 100_000
const MOST_A_PROVINCE = 2_000_000

/**
 * Counts all cases again and compares all totals with them (`rollupCheck`); large sets month by month. Of still larger ones
 * the first, the middle and the last month, city by city: the province's own halls are then not compared, but its whole
 * over all months is, with the cases.
 */
export const checkFigures = async (platform: Platform, set: DataSet): Promise<FiguresChecked> => {
  const { tree } = await platform.registers.snapshot()
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const places = set.cases > MOST_A_PROVINCE ? tree.childrenOf(province) : [province]
  const found = [await checkWhole(platform, province.id)]
  for (const period of periodsOf(set)) {
    for (const { code } of places) found.push(await checkRollups(platform, code, period))
  }
  return {
    checked: found.reduce((sum, { checked }) => sum + checked, 0),
    mismatches: found.flatMap(({ mismatches }) => mismatches),
  }
}

/** Every case that was accepted is counted once in the province, and every one that was closed. */
const checkWhole = ({ database }: Platform, province: number): Promise<FiguresChecked> =>
  database.withOwner(async (db) => {
    const { rows } = await sql<{ measure: string; counted: number; stored: number }>`select t.measure, t.counted,
        case t.measure when 'cases-accepted' then c.accepted else c.closed end as stored
      from (select measure, sum(whole)::bigint as counted from core.measure_month
        where region_id = ${province} and measure in ('cases-accepted', 'cases-closed') group by 1) t,
        (select count(accepted_at) as accepted, count(*) filter (where state = 'CLOSED') as closed from core."case") c
      `.execute(db)
    const wrong = rows.filter(({ counted, stored }) => counted !== stored)
    return {
      checked: rows.length,
      mismatches: wrong.map(({ measure, counted, stored }) => `province ${measure}: whole ${counted}, cases ${stored}`),
    }
  })

const periodsOf = (set: DataSet): readonly Period[] => {
  const months = monthsOf(set)
  if (set.cases <= MOST_A_PROVINCE) return months
  return months.filter((_, n) => n === 0 || n === Math.floor(months.length / 2) || n === months.length - 1)
}

const monthsOf = (set: DataSet): readonly Period[] => {
  const starts = [...new Set(daysOf(set).map((day) => `${day.slice(0, 7)}-01`))]
  const months = starts.map((from) => {
    const to = new Date(`${from}T00:00:00Z`)
    to.setUTCMonth(to.getUTCMonth() + 1)
    return { from, to: to.toISOString().slice(0, 10) }
  })
  const [first, last] = [months.at(0), months.at(-1)]
  if (set.cases > MOST_A_YEAR || first === undefined || last === undefined) return months
  return [{ from: first.from, to: last.to }]
}
