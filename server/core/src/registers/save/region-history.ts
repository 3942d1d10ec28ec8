import { sql } from 'kysely'
import type { Region } from '../region.ts'
import type { SaveContext } from './context.ts'
import type { Change } from './save-rows.ts'

/** Keeps the names that regions had until today. */
export async function insertFormerNames(context: SaveContext, changes: readonly Change<Region>[]): Promise<void> {
  const former = changes.flatMap(({ row, before }) =>
    before !== undefined && (row.name !== before.name || row.nameEn !== before.nameEn) ? [before] : [],
  )
  if (former.length === 0) return
  const since = await selectNameSince(context, former)
  const rows = former.map(({ id, code, name, nameEn, parentId, validFrom }) => {
    const from = since.get(id) ?? validFrom
    const validTo = from > context.today ? from : context.today
    return { regionId: id, code, name, nameEn, parentId, validFrom: from, validTo }
  })
  for (let done = 0; done < rows.length; done += 1_000) {
    await context.trx
      .insertInto('core.regionHistory')
      .values(rows.slice(done, done + 1_000))
      .execute()
  }
}

/** Since when the present names hold: the end of the name before. */
async function selectNameSince({ trx }: SaveContext, regions: readonly Region[]): Promise<ReadonlyMap<number, string>> {
  const rows = await trx
    .selectFrom('core.regionHistory')
    .select((row) => ['regionId', row.fn.max('validTo').as('until')])
    .where('regionId', '=', sql<number>`any(${regions.map((region) => region.id)}::int[])`)
    .groupBy('regionId')
    .execute()
  return new Map(rows.map((row) => [row.regionId, row.until]))
}
