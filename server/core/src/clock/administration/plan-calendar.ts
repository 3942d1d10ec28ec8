import { sql, type Selectable, type Transaction } from 'kysely'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Region } from '../../registers/region.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import { readContent, writeContent } from '../calendar-content.ts'
import type { CalendarVersion } from '../calendar-version.ts'
import { makeCalendars, toVersion } from '../calendars.ts'
import { localDate } from '../local-time.ts'
import type { CalendarTable, ClockTables } from '../tables.ts'
import { affectedBy, type AffectedCalendar } from './affected-calendars.ts'
import { contentWith, TABLE, type CalendarDraft } from './calendar-draft.ts'
import { CALENDAR_MESSAGES as SAY } from './calendar-messages.ts'

export type CalendarRow = Readonly<Selectable<CalendarTable>>

/** The version that would be written, and the calendars on which days differ with it: its own and those below it. */
export type PlannedCalendar = {
  readonly row: CalendarRow
  readonly former: CalendarRow | null
  readonly affected: readonly AffectedCalendar[]
  /** The newest version says the same already: nothing is to be written. */
  readonly isStored: boolean
}

type Planning = { readonly tree: RegionTree; readonly now: Date; readonly by: string }

/** Lets one writer of calendars at a time through, until its transaction ends. */
export const lockCalendars = async (trx: Transaction<ClockTables>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('zhikong_calendars', 4300))`.execute(trx)
}

/**
 * Checks a change of a calendar and works out on which days it differs; writes nothing. Begin with `lockCalendars`.
 * @throws CONFLICT when another version came in between, DATE_OUT_OF_RANGE for days that have begun without a
 *   correction, INVALID_INPUT for days and hours that cannot be
 */
export const planCalendar = async (
  trx: Transaction<ClockTables>,
  draft: CalendarDraft,
  { tree, now, by }: Planning,
): Promise<PlannedCalendar> => {
  const { region, expectedVersion, note, correction } = draft
  const rows = await trx.selectFrom('core.calendar').selectAll().orderBy('revision', 'desc').execute()
  const former = rows.find(({ regionId }) => regionId === region.id) ?? null
  const content = writeContent(contentWith(former === null ? { exceptions: [] } : readContent(former.content), draft))
  const row: CalendarRow = {
    id: former?.id ?? newId(region, rows),
    version: (former?.version ?? 0) + 1,
    revision: (rows[0]?.revision ?? 0) + 1,
    regionId: region.id,
    content,
    publishedUntil: publishedWith(former, draft),
    note,
    correction,
    createdAt: now,
    createdBy: by,
  }
  if (former !== null && former.content === content && former.publishedUntil === row.publishedUntil)
    return { row: former, former, affected: [], isStored: true }
  if ((former?.version ?? null) !== expectedVersion)
    throw fault('CONFLICT', { detail: SAY.newer(former?.version ?? null) }, ['input', 'expectedVersion'])
  const stored = rows.map((each) => toVersion(each, (id) => tree.byId(id)))
  const added = toVersion(row, (id) => tree.byId(id))
  if (former === null) checkCovered(stored, added)
  const affected = affectedBy(stored, added)
  const isCorrection = refuseSealed(affected, localDate(now), correction)
  return { row: { ...row, correction: isCorrection ? correction : null }, former, affected, isStored: false }
}

/** A code that a region had may be another's by now; ids of calendars stay. */
const newId = ({ code, id }: Region, rows: readonly CalendarRow[]): string =>
  rows.some((row) => row.id === code) ? `${code}-${id}` : code

/** A notice publishes its year where the calendar publishes days itself; no year may be left out. */
const publishedWith = (former: CalendarRow | null, { notice }: CalendarDraft): string | null => {
  const until = former?.publishedUntil ?? null
  if (notice === null || until === null) return until
  const end = `${notice.year + 1}-01-01`
  if (`${notice.year}-01-01` > until) throw invalid(SAY.gap(until), ['input', 'year'])
  if (end > TABLE.to) throw invalid(SAY.outside(TABLE.from, TABLE.to), ['input', 'year'])
  return end > until ? end : until
}

/** What a place adds has to stand on the calendar of a place above it. */
const checkCovered = (stored: readonly CalendarVersion[], { scopeKey }: CalendarVersion): void => {
  try {
    makeCalendars(stored).forPlace(scopeKey)
  } catch {
    throw fault('NOT_FOUND', { value: String(scopeKey) }, ['input', 'region'])
  }
}

/** Whether days that were published and have begun are changed; refused without a reason. */
const refuseSealed = (affected: readonly AffectedCalendar[], today: string, correction: string | null): boolean => {
  const sealed = affected
    .flatMap(({ days, before }) => days.filter(({ date }) => date <= today && date < before.publishedUntil))
    .map(({ date }) => date)
    .toSorted()
  const [first] = sealed
  if (first === undefined) return false
  if (correction === null)
    throw fault('DATE_OUT_OF_RANGE', { value: first, detail: SAY.sealed(first) }, ['input', 'correction'])
  return true
}
