import { sql, type Insertable, type Selectable } from 'kysely'
import type { ScopeRange } from '../../graphql/context.ts'
import type { Db } from '../shelf.ts'
import type { PublicationTable } from '../tables.ts'
import type { PageAsked } from './campaign.ts'

export type PublicationRow = Readonly<Selectable<PublicationTable>>

/** What regions within a range published, the newest campaign first. */
export async function selectPublications(
  db: Db,
  { lo, hi }: ScopeRange,
  { limit, after }: PageAsked,
): Promise<readonly PublicationRow[]> {
  return db
    .selectFrom('inspections.publication')
    .selectAll()
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .$if(after !== null, (query) => query.where('campaignId', '<', after ?? ''))
    .orderBy('campaignId', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countPublications(db: Db, { lo, hi }: ScopeRange): Promise<number> {
  const some = db
    .selectFrom('inspections.publication')
    .select('campaignId')
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .limit(10_000)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** Keeps what is published; none is ever changed. */
export async function insertPublication(db: Db, row: Insertable<PublicationTable>): Promise<void> {
  await db.insertInto('inspections.publication').values(row).execute()
}
