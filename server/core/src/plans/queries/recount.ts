import { sql } from 'kysely'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { Db } from './plan.ts'

const COUNTED = {
  due: sql`true`,
  onTime: sql`done_on < to_day`,
  late: sql`done_on >= to_day`,
} as const

/** What was due and done, by region and the last day of its window. */
export async function sumOccurrences(
  db: Db,
  { lo, hi, from, to }: RecountRange,
  what: keyof typeof COUNTED,
): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`select region_id, to_char(to_day - 1, 'YYYY-MM-DD') as day, count(*)::int as n
    from plans.occurrence where not void and ${COUNTED[what]} and scope_key >= ${lo} and scope_key < ${hi}
      and to_day - 1 >= ${from}::date and to_day - 1 < ${to}::date group by 1, 2`.execute(db)
  return rows
}
