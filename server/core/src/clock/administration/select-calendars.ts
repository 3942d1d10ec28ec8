import type { Transaction } from 'kysely'
import type { ScopeRange } from '../../graphql/context.ts'
import type { Region } from '../../registers/region.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import { chainOf, resolveChain, versionsAt, type CalendarVersion } from '../calendar-version.ts'
import { toVersion } from '../calendars.ts'
import type { ClockTables } from '../tables.ts'
import type { WorkCalendar } from '../types.ts'
import type { CalendarRow } from './plan-calendar.ts'

/** A version of a calendar with its place, and as it held while it was the newest. */
export type CalendarView = {
  readonly row: CalendarRow
  readonly region: Region
  /** Every version of it, the newest first. */
  readonly versions: readonly CalendarRow[]
  /** Those from which it inherits, the widest first, itself last. */
  readonly chain: readonly CalendarVersion[]
  readonly calendar: WorkCalendar
}

/** Whoever works in a place knows the calendars of that place, of all within it, and of those above, which hold there too. */
const concerns = (region: Region, { lo, hi }: ScopeRange): boolean =>
  (region.scopeKey <= lo && region.scopeEnd >= hi) || (region.scopeKey >= lo && region.scopeEnd <= hi)

/** The newest version of each calendar that concerns a range, the widest place first. */
export const selectCalendars = async (
  trx: Transaction<ClockTables>,
  tree: RegionTree,
  range: ScopeRange,
): Promise<readonly CalendarView[]> => {
  const rows = await selectRows(trx)
  const newest = versionsAt(rows.map((row) => toVersion(row, (id) => tree.byId(id))))
  return newest.flatMap(({ id }) => viewOf(rows, tree, { id, version: null }, range) ?? [])
}

/** A version, the newest unless told; null for none and for one that does not concern the range alike. */
export const selectCalendar = async (
  trx: Transaction<ClockTables>,
  tree: RegionTree,
  asked: { readonly id: string; readonly version: number | null },
  range: ScopeRange,
): Promise<CalendarView | null> => viewOf(await selectRows(trx), tree, asked, range)

const selectRows = (trx: Transaction<ClockTables>): Promise<readonly CalendarRow[]> =>
  trx.selectFrom('core.calendar').selectAll().orderBy('revision', 'desc').execute()

/** A version as it held last: with what the calendars above said until the next version of its own came. */
export const viewOf = (
  rows: readonly CalendarRow[],
  tree: RegionTree,
  { id, version }: { readonly id: string; readonly version: number | null },
  range: ScopeRange,
): CalendarView | null => {
  const versions = rows.filter((row) => row.id === id)
  const row = version === null ? versions[0] : versions.find((each) => each.version === version)
  const region = row && tree.byId(row.regionId)
  if (row === undefined || region === undefined || !concerns(region, range)) return null
  const next = versions.find((each) => each.version === row.version + 1)
  const place = (each: CalendarRow) => toVersion(each, (regionId) => tree.byId(regionId))
  const chain = chainOf(place(row), versionsAt(rows.map(place), next === undefined ? undefined : next.revision - 1))
  return { row, region, versions, chain, calendar: resolveChain(chain) }
}
