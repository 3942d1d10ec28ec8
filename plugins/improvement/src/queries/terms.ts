import type { PluginTransaction, RegisterSnapshot } from '@zhikong/core'
import type { Terms } from '../tables.ts'
import type { Improvement, TermsTable } from '../tables.ts'
import type { Insertable } from 'kysely'

type Db = PluginTransaction<Improvement>

/** The limits that hold for a region: those of the nearest region above that set some; null where none did. */
export async function selectTerms(db: Db, { tree }: RegisterSnapshot, regionId: number): Promise<Terms | null> {
  const region = tree.byId(regionId)
  if (region === undefined) return null
  const ids = [...tree.ancestorsOf(region), region].map(({ id }) => id)
  const rows = await db
    .selectFrom('improvement.terms')
    .distinctOn('regionId')
    .selectAll()
    .where('regionId', 'in', ids)
    .orderBy('regionId')
    .orderBy('id', 'desc')
    .execute()
  const nearest = rows.toSorted((a, b) => ids.indexOf(b.regionId) - ids.indexOf(a.regionId))[0]
  return nearest ?? null
}

/** Keeps limits beside those of before, which stay readable. */
export async function insertTerms(db: Db, row: Insertable<TermsTable>): Promise<void> {
  await db.insertInto('improvement.terms').values(row).execute()
}
