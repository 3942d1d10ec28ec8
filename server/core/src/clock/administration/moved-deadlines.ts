import { sql, type RawBuilder, type Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { shownInstant } from '../work-time.ts'
import type { WorkCalendar } from '../types.ts'
import type { AffectedCalendar } from './affected-calendars.ts'
import type { WorkRange } from './differing-days.ts'

type Trx = Transaction<CoreTables>

/** An open case whose deadlines are other instants with a new version. */
export type MovedDeadline = {
  readonly caseId: string
  readonly regionId: number
  readonly acceptedAt: Date
  readonly dueBefore: Date | null
  readonly dueAfter: Date | null
  readonly statutoryBefore: Date | null
  readonly statutoryAfter: Date | null
}

/** What a version moves on one calendar: no case row is touched for it. */
export type Moves = {
  readonly affected: AffectedCalendar
  /** Open cases of which a deadline moves, by region of their hall, most first. */
  readonly regions: readonly { readonly regionId: number; readonly n: number }[]
  readonly total: number
  /** Those whose deadline comes first. */
  readonly examples: readonly MovedDeadline[]
}

const MOST_EXAMPLES = 10

/** What a new version moves on a calendar, among the cases that somebody reaches. */
export const movesOf = async (trx: Trx, affected: AffectedCalendar, reach: Reach): Promise<Moves> => {
  const { id, ranges } = affected
  if (ranges.length === 0) return { affected, regions: [], total: 0, examples: [] }
  const which = sql`calendar_id = ${id} and ended_at is null and ${withinReach(reach, CASE_REACH)}
    and (${within('due', ranges)} or ${within('statutory_due', ranges)})`
  const { rows: regions } = await sql<{ regionId: number; n: number }>`select region_id, count(*)::int as n
    from core."case" where ${which} group by region_id order by n desc, region_id`.execute(trx)
  const { rows: nearest } = await sql<Kept>`select case_id, region_id, accepted_at, due_calendar, due_w,
      statutory_due_calendar, statutory_due_w
    from core."case" where ${which} order by least(
      case when due_calendar = 'work' then due_w end,
      case when statutory_due_calendar = 'work' then statutory_due_w end), case_id limit ${MOST_EXAMPLES}`.execute(trx)
  const total = regions.reduce((sum, { n }) => sum + n, 0)
  return { affected, regions, total, examples: nearest.map((kept) => exampleOf(kept, affected)) }
}

type Kept = {
  readonly caseId: string
  readonly regionId: number
  readonly acceptedAt: Date
  readonly dueCalendar: string | null
  readonly dueW: number | null
  readonly statutoryDueCalendar: string | null
  readonly statutoryDueW: number | null
}

const exampleOf = (kept: Kept, { before, after }: AffectedCalendar): MovedDeadline => {
  const { caseId, regionId, acceptedAt } = kept
  const at = (calendar: WorkCalendar, measure: string | null, w: number | null): Date | null =>
    measure === 'work' && w !== null ? shownInstant(calendar, Number(w)) : null
  return {
    caseId,
    regionId,
    acceptedAt,
    dueBefore: at(before, kept.dueCalendar, kept.dueW),
    dueAfter: at(after, kept.dueCalendar, kept.dueW),
    statutoryBefore: at(before, kept.statutoryDueCalendar, kept.statutoryDueW),
    statutoryAfter: at(after, kept.statutoryDueCalendar, kept.statutoryDueW),
  }
}

const within = (due: 'due' | 'statutory_due', ranges: readonly WorkRange[]): RawBuilder<boolean> => {
  const w = sql.raw(`${due}_w`)
  const each = ranges.map(({ above, upTo }) => sql`(${w} > ${above} and ${w} <= ${upTo})`)
  return sql<boolean>`(${sql.raw(`${due}_calendar`)} = 'work' and (${sql.join(each, sql` or `)}))`
}
