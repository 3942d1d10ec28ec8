import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { ChannelTable, ChannelTestTable } from '../tables.ts'
import { COUNT_UP_TO, type Db } from './complaint.ts'

/** A channel as it is stored, and a test of one. */
export type ChannelRow = Readonly<Selectable<ChannelTable>>
export type ChannelTestRow = Readonly<Selectable<ChannelTestTable>>

const REACH = { key: 'scope_key', organisation: 'organisation_id', hall: 'hall_id' } as const

/** Channels within reach that have not ended, the newest first. */
export async function selectChannels(
  db: Db,
  reach: Reach,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly ChannelRow[]> {
  return found(db, reach)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countChannels(db: Db, reach: Reach): Promise<number> {
  const some = found(db, reach).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

const found = (db: Db, reach: Reach) =>
  db.selectFrom('complaints.channel').where(withinReach(reach, REACH)).where('endedOn', 'is', null)

/** One channel within reach, held until the transaction ends. */
export async function lockChannel(db: Db, reach: Reach, id: string): Promise<ChannelRow | undefined> {
  return db
    .selectFrom('complaints.channel')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps a channel, new or changed. */
export async function upsertChannel(db: Db, row: Insertable<ChannelTable>): Promise<void> {
  const { id: _, ...rest } = row
  await db
    .insertInto('complaints.channel')
    .values(row)
    .onConflict((on) => on.column('id').doUpdateSet(rest))
    .execute()
}

/** Writes what a test changed. */
export async function updateChannel(db: Db, id: string, changed: Updateable<ChannelTable>): Promise<void> {
  await db.updateTable('complaints.channel').set(changed).where('id', '=', id).execute()
}

/** Adds a test; nothing of it is ever changed. */
export async function insertChannelTest(db: Db, row: Insertable<ChannelTestTable>): Promise<void> {
  await db.insertInto('complaints.channelTest').values(row).execute()
}

/** The last tests of a channel, the newest first. */
export async function selectChannelTests(db: Db, reach: Reach, channelId: string): Promise<readonly ChannelTestRow[]> {
  return db
    .selectFrom('complaints.channelTest')
    .selectAll()
    .where('channelId', '=', channelId)
    .where(withinReach(reach, REACH))
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}
