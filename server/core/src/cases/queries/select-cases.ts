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

/** A page of a list: how many, and after which case. */
export type CasePage = { readonly limit: number; readonly after: CasePlace | null }

/**
 * Whether nothing but what is open and past its limit is asked for. All ask for it, and there is one good plan, over the
 * few that are open; so it is planned once, see `KEPT`.
 */
export const isOverdueAlone = ({ overdue, ...others }: CaseFilter): boolean =>
  overdue === true && Object.values(others).every((other) => other == null)

const keptIf = (isKept: boolean): Condition => (isKept ? KEPT : sql``)

const beyond = (after: CasePlace | null): readonly Condition[] =>
  after === null ? [] : [sql`(last_event_at, case_id) < (${after.lastEventAt}::timestamptz, ${after.caseId}::uuid)`]

/** A page of the cases that somebody reaches, those with the latest event first. */
export const selectCases = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  filter: CaseFilter,
  { limit, after }: CasePage,
): Promise<readonly CaseRecord[]> => {
  const { rows } = await sql<CaseRecord>`${keptIf(isOverdueAlone(filter))} select ${COLUMNS} from core."case"
    where ${allOf([...conditionsOf(reach, filter), ...beyond(after)])}
    order by last_event_at desc, case_id desc limit ${limit}`.execute(trx)
  return rows
}

/** Of what an index has the newest cases: of all, of a city by its scope key, of a county by its area code. */
export type Indexed = 'ALL' | { readonly city: number } | { readonly area: number }

const partOf = (indexed: Indexed): readonly Condition[] => {
  if (indexed === 'ALL') return []
  return 'area' in indexed ? [sql`area_code = ${indexed.area}`] : [sql`city_key = ${indexed.city}`]
}

/**
 * A page of the cases of a whole province, city or county. They are read in their order from an index until there are
 * enough, and planned once, see `KEPT`: planning takes longer than that, and longer with each month of cases. In another
 * range cases might be far to seek so.
 */
export const selectNewest = async (
  trx: Transaction<CoreTables>,
  { lo, hi }: ScopeRange,
  indexed: Indexed,
  { limit, after }: CasePage,
): Promise<readonly CaseRecord[]> => {
  // Were the condition on the bare column, the plan for any range would fetch all of its cases and sort them.
  const { rows } = await sql<CaseRecord>`${KEPT} select ${COLUMNS} from core."case"
    where ${allOf([sql`scope_key + 0 >= ${lo} and scope_key + 0 < ${hi}`, ...partOf(indexed), ...beyond(after)])}
    order by last_event_at desc, case_id desc limit ${limit}`.execute(trx)
  return rows
}

/** How many there are, counted up to 10,000. */
export const countCases = async (trx: Transaction<CoreTables>, reach: Reach, filter: CaseFilter): Promise<number> => {
  const { rows } = await sql<{ n: number }>`${keptIf(isOverdueAlone(filter))} select count(*)::int as n from
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
