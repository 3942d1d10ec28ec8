import { sql } from 'kysely'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { Db } from './campaign.ts'

const COUNTED = {
  asked: sql`sampled - ineligible`,
  answered: sql`answered`,
  unhappy: sql`unhappy`,
} as const

const day = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`

/** What campaigns counted, by region and day of their end. */
export async function sumCampaigns(
  db: Db,
  { lo, hi, from, to }: RecountRange,
  what: keyof typeof COUNTED,
): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`select region_id, ${day('released_at')} as day, sum(${COUNTED[what]})::int as n
    from surveys.campaign where state = 'ENDED' and scope_key >= ${lo} and scope_key < ${hi}
      and released_at >= ${`${from}T00:00:00+08:00`} and released_at < ${`${to}T00:00:00+08:00`}
    group by 1, 2 having sum(${COUNTED[what]}) <> 0`.execute(db)
  return rows
}

/** Return visits that were settled, by region and day. */
export async function sumVisits(
  db: Db,
  { lo, hi, from, to }: RecountRange,
  onlyInTime: boolean,
): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`select region_id, ${day('settled_at')} as day, count(*)::int as n
    from surveys.return_visit where scope_key >= ${lo} and scope_key < ${hi}
      and settled_at >= ${`${from}T00:00:00+08:00`} and settled_at < ${`${to}T00:00:00+08:00`}
      ${onlyInTime ? sql`and in_time` : sql``}
    group by 1, 2`.execute(db)
  return rows
}
