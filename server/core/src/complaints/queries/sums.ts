import { sql } from 'kysely'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { ComplaintMeasure } from '../rules/counted.ts'
import type { Db } from './complaint.ts'

const DAY_AND_CONDITION: Readonly<Record<ComplaintMeasure, readonly [day: string, where: string]>> = {
  'complaints-received': ['received_on', 'true'],
  'complaints-bad': ['received_on', "kind <> 'SUGGESTION'"],
  'complaints-judged': ['judged_on', 'judged_on is not null'],
  'complaints-judged-on-time': ['judged_on', 'judged_in_time'],
  'complaints-bad-upheld': ['judged_on', "kind <> 'SUGGESTION' and judgement = 'UPHELD'"],
}

/** Sums by region and day over the complaints that their units know of: the truth that a measure is compared with. */
export async function sumComplaints(
  db: Db,
  { lo, hi, from, to }: RecountRange,
  measure: ComplaintMeasure,
): Promise<readonly RecountRow[]> {
  const [day, where] = DAY_AND_CONDITION[measure]
  const { rows } = await sql<RecountRow>`select region_id, ${sql.ref(day)} as day, count(*)::int as n
    from complaints.complaint where scope_key >= ${lo} and scope_key < ${hi}
      and ${sql.ref(day)} >= ${from} and ${sql.ref(day)} < ${to} and (${sql.raw(where)})
    group by region_id, ${sql.ref(day)}`.execute(db)
  return rows
}

/** Sums of the tests of channels; `alive` alone those that found one alive. */
export async function sumChannelTests(
  db: Db,
  { lo, hi, from, to }: RecountRange,
  alive: boolean,
): Promise<readonly RecountRow[]> {
  const { rows } = await sql<RecountRow>`select region_id, day, count(*)::int as n from complaints.channel_test
    where scope_key >= ${lo} and scope_key < ${hi} and day >= ${from} and day < ${to} and (alive or not ${alive}::boolean)
    group by region_id, day`.execute(db)
  return rows
}
