import { sql } from 'kysely'
import type { RawBuilder, Transaction } from 'kysely'
import type { CardLevel } from '../../clock/card-rule.ts'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import { columnList, unnest } from '../../database/bulk.ts'
import { KEPT } from '../../database/kept-statement.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach, ScopeRange } from '../../graphql/context.ts'
import type { CaseKey } from '../case-id.ts'
import type { CaseRecord } from '../record.ts'
import { CASE_TYPES } from '../store.ts'
import type { CaseState } from '../tables.ts'

/** Which cases; what is left out does not matter. Days are local, `…From` the first, `…To` the one after the last. */
export type CaseFilter = {
  readonly state?: readonly CaseState[] | null | undefined
  /** Open and past its promised limit. */
  readonly overdue?: boolean | null | undefined
  readonly closedLate?: boolean | null | undefined
  /** Ended in whatever way after its promised limit had passed. */
  readonly endedLate?: boolean | null | undefined
  readonly cardLevel?: readonly CardLevel[] | null | undefined
  readonly channel?: string | null | undefined
  readonly source?: string | null | undefined
  readonly matter?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly flag?: string | null | undefined
  readonly acceptedFrom?: string | null | undefined
  readonly acceptedTo?: string | null | undefined
  readonly closedFrom?: string | null | undefined
  readonly closedTo?: string | null | undefined
  /** The beginning of the number of a case. */
  readonly text?: string | null | undefined
}

/** The place of a case in the list: the latest event first. */
export type CasePlace = { readonly lastEventAt: string; readonly caseId: string }

/** A list counts no further than this. */
export const MOST_COUNTED = 10_000

type Condition = RawBuilder<unknown>

const COLUMNS = columnList(CASE_TYPES)

/** A page of the cases that somebody reaches, those with the latest event first. */
export const selectCases = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  filter: CaseFilter,
  { limit, after }: { readonly limit: number; readonly after: CasePlace | null },
): Promise<readonly CaseRecord[]> => {
  const beyond =
    after === null ? [] : [sql`(last_event_at, case_id) < (${after.lastEventAt}::timestamptz, ${after.caseId}::uuid)`]
  const { rows } =
    await sql<CaseRecord>`select ${COLUMNS} from core."case" where ${allOf([...conditionsOf(reach, filter), ...beyond])}
    order by last_event_at desc, case_id desc limit ${limit}`.execute(trx)
  return rows
}

/**
 * The first page of all cases: the newest are looked through until enough lie in the range. For the range of the whole,
 * since in another they might be far to seek; such a page is planned once, see `KEPT`.
 */
export const selectNewest = async (
  trx: Transaction<CoreTables>,
  { lo, hi }: ScopeRange,
  limit: number,
): Promise<readonly CaseRecord[]> => {
  // Were the condition on the bare column, the plan for any range would fetch all of its cases and sort them.
  const { rows } = await sql<CaseRecord>`${KEPT} select ${COLUMNS} from core."case"
    where scope_key + 0 >= ${lo} and scope_key + 0 < ${hi}
    order by last_event_at desc, case_id desc limit ${limit}`.execute(trx)
  return rows
}

/** How many there are, counted up to 10,000. */
export const countCases = async (trx: Transaction<CoreTables>, reach: Reach, filter: CaseFilter): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from
    (select 1 from core."case" where ${allOf(conditionsOf(reach, filter))} limit ${MOST_COUNTED}) counted`.execute(trx)
  return rows[0]?.n ?? 0
}

/** One case that somebody reaches by its key; undefined when there is none. */
export const selectCase = async (
  trx: Transaction<CoreTables>,
  { areaCode, openedOn, caseId }: CaseKey,
  reach: Reach,
): Promise<CaseRecord | undefined> => {
  const { rows } = await sql<CaseRecord>`${KEPT} select ${COLUMNS} from core."case"
    where area_code = ${areaCode} and opened_on = ${openedOn} and case_id = ${caseId}
      and ${withinReach(reach, CASE_REACH)}`.execute(trx)
  return rows[0]
}

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const

/** Of the cases of some keys those that somebody reaches, in any order. */
export const selectCasesByKey = async (
  trx: Transaction<CoreTables>,
  keys: readonly CaseKey[],
  reach: Reach,
): Promise<readonly CaseRecord[]> => {
  if (keys.length === 0) return []
  const { rows } = await sql<CaseRecord>`select c.* from ${unnest<CaseKey>(KEY_TYPES, keys, 'k')} join core."case" c
    on c.area_code = k.area_code and c.opened_on = k.opened_on and c.case_id = k.case_id
    where ${withinReach(reach, { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' })}`.execute(
    trx,
  )
  return rows
}

const allOf = (conditions: readonly Condition[]): Condition => sql.join(conditions, sql` and `)

const conditionsOf = (reach: Reach, filter: CaseFilter): readonly Condition[] => {
  const { state, overdue, closedLate, endedLate, cardLevel, channel, source, matter, organisation, hall, flag, text } =
    filter
  const conditions: readonly (Condition | null)[] = [
    withinReach(reach, CASE_REACH),
    state == null ? null : sql`state = any(${state}::text[])`,
    overdue == null
      ? null
      : overdue
        ? sql`ended_at is null and overdue_at is not null`
        : sql`(ended_at is not null or overdue_at is null)`,
    closedLate == null ? null : sql`closed_late = ${closedLate}`,
    endedLate == null
      ? null
      : endedLate
        ? sql`ended_at is not null and overdue_at is not null`
        : sql`ended_at is not null and overdue_at is null`,
    cardLevel == null ? null : sql`card_level = any(${cardLevel}::text[])`,
    channel == null ? null : sql`channel = ${channel}`,
    source == null ? null : sql`source = ${source}`,
    matter == null ? null : sql`matter_id = ${idOf(matter)}`,
    organisation == null ? null : sql`organisation_id = ${idOf(organisation)}`,
    hall == null ? null : sql`hall_id = ${idOf(hall)}`,
    flag == null ? null : sql`strpos(',' || flags || ',', ${`,${flag},`}) > 0`,
    filter.acceptedFrom == null ? null : sql`accepted_at >= ${startOf(filter.acceptedFrom)}::timestamptz`,
    filter.acceptedTo == null ? null : sql`accepted_at < ${startOf(filter.acceptedTo)}::timestamptz`,
    filter.closedFrom == null ? null : sql`ended_at >= ${startOf(filter.closedFrom)}::timestamptz`,
    filter.closedTo == null ? null : sql`ended_at < ${startOf(filter.closedTo)}::timestamptz`,
    text == null || text === '' ? null : sql`external_id like ${`${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`}`,
  ]
  return conditions.filter((condition) => condition !== null)
}

/** Ids of registers are integers; anything else is the id of nothing. */
export const idOf = (id: string): number => (/^\d{1,9}$/u.test(id) ? Number(id) : -1)

const startOf = (day: string): string => `${day}T00:00:00+08:00`
