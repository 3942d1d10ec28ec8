import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { KEPT } from '../database/kept-statement.ts'
import type { CoreTables } from '../database/tables.ts'
import type { Region } from '../registers/region.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Target } from './figure.ts'
import type { Indicator } from './indicator.ts'

/** Which target holds for an indicator in a region: that of the nearest subtree that set one, else the indicator's own. */
export type TargetOf = (indicator: Indicator, region: Region) => Target | null

type SetTarget = Target & { readonly indicator: string; readonly regionId: number }

/** The targets in force on a day. */
export const loadTargets = async (trx: Transaction<CoreTables>, tree: RegionTree, day: string): Promise<TargetOf> => {
  const { rows } =
    await sql<SetTarget>`${KEPT} select distinct on (indicator, region_id) indicator, region_id, comparator, value
    from core.target where valid_from <= ${day}::date order by indicator, region_id, valid_from desc`.execute(trx)
  const set = new Map(rows.map((row) => [`${row.indicator}\n${row.regionId}`, row]))
  return ({ code, target }, region) => {
    if (set.size === 0) return target ?? null
    const places = [region, ...tree.ancestorsOf(region).toReversed()]
    const found = places.map(({ id }) => set.get(`${code}\n${id}`)).find((row) => row !== undefined)
    return found ?? target ?? null
  }
}

type TargetPlace = { readonly indicator: string; readonly regionId: number; readonly validFrom: string }
type NewTarget = { readonly comparator: Target['comparator']; readonly value: number }

/** Sets a target from a day on and answers the one that was set for that day before. */
export const saveTarget = async (
  trx: Transaction<CoreTables>,
  place: TargetPlace,
  target: NewTarget,
): Promise<NewTarget | undefined> => {
  const before = await trx
    .selectFrom('core.target')
    .select(['comparator', 'value'])
    .where('indicator', '=', place.indicator)
    .where('regionId', '=', place.regionId)
    .where('validFrom', '=', place.validFrom)
    .forUpdate()
    .executeTakeFirst()
  await trx
    .insertInto('core.target')
    .values({ ...place, ...target })
    .onConflict((on) => on.columns(['indicator', 'regionId', 'validFrom']).doUpdateSet(target))
    .execute()
  return before
}
