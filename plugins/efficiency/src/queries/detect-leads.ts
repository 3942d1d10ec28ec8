import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'
import type { Trigger, LeadTable } from '../tables.ts'

type Db = PluginTransaction<unknown>

/** What the record of a case shows by itself. */
export type Detected = Omit<
  LeadTable,
  | 'id'
  | 'words'
  | 'evidence'
  | 'foundById'
  | 'foundBy'
  | 'foundAt'
  | 'state'
  | 'judgedById'
  | 'judgedBy'
  | 'judgedAt'
  | 'reason'
>

const CASE = { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' } as const
const CARD = { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' } as const

const COLUMNS = sql`c.area_code, c.region_id, c.scope_key, c.organisation_id, c.hall_id, c.opened_on, c.case_id,
  c.external_id as case_number`

const on = (column: string, { from, to }: { readonly from: string; readonly to: string }) =>
  sql`${sql.ref(column)} >= ${`${from}T00:00:00+08:00`} and ${sql.ref(column)} < ${`${to}T00:00:00+08:00`}`

const trigger = (name: Trigger) => sql`${name}::text as trigger`

const unknownYet = (name: Trigger) => sql`not exists (select from efficiency.accountability_lead l
  where l.case_id = c.case_id and l.trigger = ${name})`

/**
 * Cases of some local days, half-open, whose records show an act for which there is no lead yet, at most `most` of each
 * trigger: sent up late (accepted then), returned without a reason (then), and a step overdue (its card fell due then)
 * though the case kept its promise.
 */
export async function selectDetected(
  db: Db,
  reach: Reach,
  period: { readonly from: string; readonly to: string },
  most: number,
): Promise<readonly Detected[]> {
  const { rows } = await sql<Detected>`(
    select ${trigger('SENT_UP_LATE')}, ${COLUMNS}, null::uuid as alert_id from core."case" c
    where ${withinReach(reach, CASE)} and ${on('c.accepted_at', period)}
      and 'FORWARDED_LATE' = any (string_to_array(c.flags, ',')) and ${unknownYet('SENT_UP_LATE')} limit ${most}
  ) union all (
    select ${trigger('REFUSED_WITHOUT_REASON')}, ${COLUMNS}, null::uuid from core."case" c
    where ${withinReach(reach, CASE)} and ${on('c.ended_at', period)} and c.state = 'RETURNED'
      and exists (select from core.case_event e where e.area_code = c.area_code and e.opened_on = c.opened_on
        and e.case_id = c.case_id and e.kind = 'RETURNED' and e.occurred_at = c.ended_at
        and coalesce(btrim(e.payload::json ->> 'reason'), '') = '')
      and ${unknownYet('REFUSED_WITHOUT_REASON')} limit ${most}
  ) union all (
    select distinct on (c.case_id) ${trigger('STEP_OVERDUE')}, ${COLUMNS}, a.alert_id
    from core.alert a join core."case" c
      on c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id
    where ${withinReach(reach, CARD)} and ${on('a.due_at', period)} and a.subject = 'case' and a.clock <> 'case'
      and a.level in ('YELLOW', 'RED') and a.state not in ('TO_CONFIRM', 'REVOKED')
      and c.overdue_at is null and c.closed_late is not true and ${unknownYet('STEP_OVERDUE')}
    order by c.case_id, a.due_at limit ${most}
  )`.execute(db)
  return rows
}
