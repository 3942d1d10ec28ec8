import { sql } from 'kysely'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { Db } from './breach.ts'

/** What began and what was over, by region and day. */
export async function sumBreaches(db: Db, { lo, hi, from, to }: RecountRange): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`select region_id, to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n
    from (select region_id, scope_key, since_day as day, 1 as n from breaches.breach
      union all select region_id, scope_key, until_day, -1 from breaches.breach where until_day is not null) as steps
    where scope_key >= ${lo} and scope_key < ${hi} and day >= ${from}::date and day < ${to}::date
    group by 1, 2 having sum(n) <> 0`.execute(db)
  return rows
}
