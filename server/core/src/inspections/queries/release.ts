import { sql } from 'kysely'
import type { Db } from '../shelf.ts'

/** Parents before children. */
const TABLES = ['campaign', 'inspector', 'target', 'draw', 'check', 'assignment', 'replacement', 'answer'] as const

/** What the hall sees of its own after the release lies at its place, the rest at that of the region that inspects. */
const OF_HALL: ReadonlySet<string> = new Set(['check', 'assignment', 'answer'])

/** Moves a campaign with all that belongs to it from the veiled tables to the open ones. In the scope of the engine. */
export async function moveToOpen(db: Db, campaignId: string): Promise<void> {
  const ofCampaign = (table: string) => sql.raw(table === 'campaign' ? 'id' : 'campaign_id')
  for (const table of TABLES) {
    await sql`insert into ${sql.raw(`inspections.${table}`)} select * from ${sql.raw(`inspections.veiled_${table}`)}
      where ${ofCampaign(table)} = ${campaignId}`.execute(db)
  }
  for (const table of TABLES.toReversed()) {
    await sql`delete from ${sql.raw(`inspections.veiled_${table}`)}
      where ${ofCampaign(table)} = ${campaignId}`.execute(db)
  }
  for (const table of TABLES.filter((name) => OF_HALL.has(name))) {
    const place = table === 'check' ? sql`t.place_key` : sql`c.place_key`
    const from = table === 'check' ? sql`` : sql`from inspections."check" c`
    const joined = table === 'check' ? sql`` : sql`and c.id = t.check_id`
    await sql`update ${sql.raw(`inspections."${table}"`)} t set scope_key = ${place} ${from}
      where t.campaign_id = ${campaignId} ${joined}`.execute(db)
  }
}
