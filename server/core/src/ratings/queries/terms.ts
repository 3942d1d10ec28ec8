import type { Insertable, Selectable } from 'kysely'
import type { PluginTransaction } from '../../plugin.ts'
import type { Ratings, TermsTable } from '../tables.ts'

type Db = PluginTransaction<Ratings>

/** The newest terms of every region and organisation that has any. */
export async function selectTerms(db: Db): Promise<readonly Readonly<Selectable<TermsTable>>[]> {
  return db
    .selectFrom('ratings.terms')
    .distinctOn(['regionId', 'organisationId'])
    .selectAll()
    .orderBy('regionId')
    .orderBy('organisationId')
    .orderBy('id', 'desc')
    .execute()
}

/** Keeps terms beside those of before, which stay readable. */
export async function insertTerms(db: Db, row: Insertable<TermsTable>): Promise<void> {
  await db.insertInto('ratings.terms').values(row).execute()
}
