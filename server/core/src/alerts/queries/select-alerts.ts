import { sql } from 'kysely'
import type { RawBuilder, Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CaseKey } from '../../cases/case-id.ts'
import { idOf } from '../../cases/queries/select-cases.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { CoreTables } from '../../database/tables.ts'
import { columnName, unnest } from '../../database/bulk.ts'
import { KEPT } from '../../database/kept-statement.ts'
import type { Reach } from '../../graphql/context.ts'
import { ALERT_COLUMNS } from '../alert-columns.ts'
import { UNANSWERED } from '../lifecycle/steps.ts'
import type { AlertState, AlertTable, Tier } from '../tables.ts'

/** Which alerts; what is left out does not matter. */
export type AlertFilter = {
  readonly level?: readonly CardLevel[] | null | undefined
  readonly state?: readonly AlertState[] | null | undefined
  readonly hall?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly clock?: string | null | undefined
  /** Who is to act on it. */
  readonly escalation?: readonly Tier[] | null | undefined
  /** Whether the limit for feedback has passed without any, as of an instant. */
  readonly feedbackOverdue?: { readonly is: boolean; readonly at: Date } | null | undefined
  readonly historical?: boolean | null | undefined
  readonly raisedFrom?: Date | null | undefined
  /** Exclusive. */
  readonly raisedTo?: Date | null | undefined
}

/** The place of an alert in the list: what fell due last comes first. */
export type AlertPlace = { readonly dueAt: string; readonly alertId: string }

/** A list counts no further than this. */
const MOST_COUNTED = 10_000

const COLUMNS = sql.raw(
  Object.keys(ALERT_COLUMNS)
    .map((key) => `a.${columnName(key)}`)
    .join(', '),
)

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const

/** The alerts of some cases that somebody reaches, in the order in which they fell due. */
export const selectAlertsOfCases = async (
  trx: Transaction<CoreTables>,
  keys: readonly CaseKey[],
  reach: Reach,
): Promise<readonly AlertTable[]> => {
  const { rows } = await sql<AlertTable>`${KEPT} select ${COLUMNS} from ${unnest<CaseKey>(KEY_TYPES, keys, 'k')}
    join core.alert a on a.area_code = k.area_code and a.opened_on = k.opened_on and a.case_id = k.case_id
    where ${withinReach(reach, { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' })}
    order by a.due_at, a.alert_id`.execute(trx)
  return rows
}

/** A page of the alerts that somebody reaches, what fell due last first. */
export const selectAlerts = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  filter: AlertFilter,
  { limit, after }: { readonly limit: number; readonly after: AlertPlace | null },
): Promise<readonly AlertTable[]> => {
  const beyond = after === null ? [] : [sql`(due_at, alert_id) < (${after.dueAt}::timestamptz, ${after.alertId}::uuid)`]
  const { rows } =
    await sql<AlertTable>`select * from core.alert where ${allOf([...conditionsOf(reach, filter), ...beyond])}
    order by due_at desc, alert_id desc limit ${limit}`.execute(trx)
  return rows
}

/** How many there are, counted up to 10,000. */
export const countAlerts = async (trx: Transaction<CoreTables>, reach: Reach, filter: AlertFilter): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from
    (select 1 from core.alert where ${allOf(conditionsOf(reach, filter))} limit ${MOST_COUNTED}) counted`.execute(trx)
  return rows[0]?.n ?? 0
}

const allOf = (conditions: readonly RawBuilder<unknown>[]) => sql.join(conditions, sql` and `)

/** Nobody has said what was done, and the limit for it has passed. */
const isUnanswered = (at: Date) =>
  sql`(feedback_at is null and feedback_due_at < ${at} and state = any(${UNANSWERED}::text[]))`

const conditionsOf = (reach: Reach, filter: AlertFilter) => {
  const { level, state, hall, organisation, clock, escalation, feedbackOverdue, historical, raisedFrom, raisedTo } =
    filter
  return [
    withinReach(reach, CASE_REACH),
    level == null ? null : sql`level = any(${level}::text[])`,
    state == null ? null : sql`state = any(${state}::text[])`,
    hall == null ? null : sql`hall_id = ${idOf(hall)}`,
    organisation == null ? null : sql`organisation_id = ${idOf(organisation)}`,
    clock == null ? null : sql`clock = ${clock}`,
    escalation == null ? null : sql`escalation = any(${escalation}::text[])`,
    feedbackOverdue == null ? null : sql`coalesce(${isUnanswered(feedbackOverdue.at)}, false) = ${feedbackOverdue.is}`,
    historical == null ? null : sql`historical = ${historical}`,
    raisedFrom == null ? null : sql`raised_at >= ${raisedFrom}`,
    raisedTo == null ? null : sql`raised_at < ${raisedTo}`,
  ].filter((condition) => condition !== null)
}
