import { sql } from 'kysely'
import type { CaseRecord } from '../../cases/record.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { Ratings } from '../tables.ts'

/** Cases that were closed in some time before an instant, in the order of their ends, at most so many. */
export async function selectClosedForDemo(
  db: PluginTransaction<Ratings>,
  { from, to, most }: { readonly from: Date; readonly to: Date; readonly most: number },
): Promise<readonly CaseRecord[]> {
  const { rows } = await sql<CaseRecord>`select * from (select c.* from core."case" c
    where c.state = 'CLOSED' and c.ended_at >= ${from} and c.ended_at < ${to}
    order by md5(c.case_id::text) limit ${most}) as chosen order by ended_at`.execute(db)
  return rows
}
