import type { Insertable, Selectable } from 'kysely'
import { on, type Db } from '../shelf.ts'
import type { DrawTable, ReplacementTable } from '../tables.ts'
import type { CampaignRow } from './campaign.ts'

export type DrawRow = Readonly<Selectable<DrawTable>>
export type ReplacementRow = Readonly<Selectable<ReplacementTable>>
type Campaign = Pick<CampaignRow, 'shelf' | 'id'>

/** The draws of a campaign, the last first. */
export async function selectDraws(db: Db, { shelf, id }: Campaign): Promise<readonly DrawRow[]> {
  return db
    .selectFrom(on(shelf, 'draw'))
    .selectAll()
    .where('campaignId', '=', id)
    .orderBy('number', 'desc')
    .limit(100)
    .execute()
}

/** Keeps a draw; none is ever changed. */
export async function insertDraw(db: Db, { shelf }: Campaign, row: Insertable<DrawTable>): Promise<void> {
  await db.insertInto(on(shelf, 'draw')).values(row).execute()
}

/** The log of replacements, the first first. */
export async function selectReplacements(db: Db, { shelf, id }: Campaign): Promise<readonly ReplacementRow[]> {
  return db
    .selectFrom(on(shelf, 'replacement'))
    .selectAll()
    .where('campaignId', '=', id)
    .orderBy('id')
    .limit(500)
    .execute()
}

/** Adds to the log of replacements. */
export async function insertReplacement(db: Db, { shelf }: Campaign, row: Insertable<ReplacementTable>): Promise<void> {
  await db.insertInto(on(shelf, 'replacement')).values(row).execute()
}
