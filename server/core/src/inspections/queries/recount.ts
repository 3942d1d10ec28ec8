import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { Db } from '../shelf.ts'

type Counted = 'checks' | 'failed' | 'due' | 'in time'

const IN_TIME = sql<SqlBool>`t.done_on <= t.due_on`

/** Counts checks or campaigns again, those that units may know of. */
export async function recount(
  db: Db,
  counted: Counted,
  { lo, hi, from, to }: RecountRange,
): Promise<readonly RecountRow[]> {
  const isCheck = counted === 'checks' || counted === 'failed'
  const day: RawBuilder<unknown> = isCheck ? sql`t.counted_on` : sql`t.due_on`
  const table = isCheck ? sql`inspections."check" t` : sql`inspections.campaign t`
  const only = counted === 'failed' ? sql`and t.failed` : counted === 'in time' ? sql`and ${IN_TIME}` : sql``
  const { rows } = await sql<RecountRow>`select t.region_id, ${day}::text as day, count(*)::int as n from ${table}
    where t.scope_key >= ${lo} and t.scope_key < ${hi} and ${day} >= ${from} and ${day} < ${to} ${only}
    group by 1, 2`.execute(db)
  return rows
}
