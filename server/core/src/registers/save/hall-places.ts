import { sql } from 'kysely'
import { unnest } from '../../database/bulk.ts'
import type { SaveContext } from './context.ts'

type Place = { readonly id: number; readonly row: { readonly serves: string; readonly scopeKey: number } }

/** For each hall the ids of the regions it serves beside its seat: ascending, joined by commas. */
export async function selectServed({ trx }: SaveContext, hallIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await trx
    .selectFrom('core.hallRegion')
    .selectAll()
    .where('hallId', '=', sql<number>`any(${[...hallIds]}::int[])`)
    .orderBy('regionId')
    .execute()
  const byHall = Map.groupBy(rows, (row) => row.hallId)
  return new Map([...byHall].map(([hallId, served]) => [hallId, served.map((row) => row.regionId).join(',')]))
}

/** Replaces the regions that halls serve. */
export async function writeServed({ trx }: SaveContext, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const hallIds = places.map((place) => place.id)
  await trx
    .deleteFrom('core.hallRegion')
    .where('hallId', '=', sql<number>`any(${hallIds}::int[])`)
    .execute()
  const rows = places.flatMap(({ id, row }) =>
    row.serves === '' ? [] : row.serves.split(',').map((regionId) => ({ hallId: id, regionId: Number(regionId) })),
  )
  if (rows.length === 0) return
  await sql`insert into core.hall_region (hall_id, region_id)
    select hall_id, region_id from ${unnest({ hallId: 'int', regionId: 'int' }, rows)}`.execute(trx)
}

/** Gives the windows and staff of halls the scope key of the new seat. */
export async function moveHallParts({ trx }: SaveContext, places: readonly Place[]): Promise<void> {
  const rows = places.map(({ id, row }) => ({ hallId: id, scopeKey: row.scopeKey }))
  if (rows.length === 0) return
  for (const table of ['core."window"', 'core.staff']) {
    await sql`update ${sql.raw(table)} part set scope_key = u.scope_key
      from ${unnest({ hallId: 'int', scopeKey: 'bigint' }, rows)} where part.hall_id = u.hall_id`.execute(trx)
  }
}
