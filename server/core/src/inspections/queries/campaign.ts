import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import { on, type Db, type Shelf } from '../shelf.ts'
import type { CampaignState, CampaignTable } from '../tables.ts'

/** A campaign as it is stored, and where. */
export type CampaignRow = Readonly<Selectable<CampaignTable>> & { readonly shelf: Shelf }

/** A page of a list: `after` is the id of the last one seen. */
export type PageAsked = { readonly limit: number; readonly after: string | null }

const COUNT_UP_TO = 10_000

const found = (db: Db, shelf: Shelf, reach: Reach, state: CampaignState | null) =>
  db
    .selectFrom(on(shelf, 'campaign'))
    .where(withinReach(reach))
    .$if(state !== null, (query) => query.where('state', '=', state))

/** Campaigns within reach on one shelf, the newest first. */
export async function selectCampaigns(
  db: Db,
  shelf: Shelf,
  reach: Reach,
  state: CampaignState | null,
  { limit, after }: PageAsked,
): Promise<readonly CampaignRow[]> {
  const rows = await found(db, shelf, reach, state)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, shelf }))
}

/** How many there are on one shelf, counted up to 10,000. */
export async function countCampaigns(db: Db, shelf: Shelf, reach: Reach, state: CampaignState | null): Promise<number> {
  const some = found(db, shelf, reach, state).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One campaign within reach, from the first shelf that has it; `hold` keeps it until the transaction ends. */
export async function selectCampaign(
  db: Db,
  shelves: readonly Shelf[],
  reach: Reach,
  id: string,
  hold = false,
): Promise<CampaignRow | undefined> {
  for (const shelf of shelves) {
    const row = await db
      .selectFrom(on(shelf, 'campaign'))
      .selectAll()
      .where('id', '=', id)
      .where(withinReach(reach))
      .$if(hold, (query) => query.forUpdate())
      .executeTakeFirst()
    if (row !== undefined) return { ...row, shelf }
  }
  return undefined
}

/** Keeps a campaign. */
export async function insertCampaign(db: Db, shelf: Shelf, row: Insertable<CampaignTable>): Promise<void> {
  await db.insertInto(on(shelf, 'campaign')).values(row).execute()
}

/** Writes what changed. */
export async function updateCampaign(
  db: Db,
  { shelf, id }: Pick<CampaignRow, 'shelf' | 'id'>,
  changed: Updateable<CampaignTable>,
): Promise<void> {
  await db.updateTable(on(shelf, 'campaign')).set(changed).where('id', '=', id).execute()
}
