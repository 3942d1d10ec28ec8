import { sql, type Transaction } from 'kysely'
import type { CaseKey } from '../../../cases/case-id.ts'
import { deriveCase } from '../../../cases/derive.ts'
import type { CaseEngine } from '../../../cases/engine.ts'
import { setCasesAside, standOr, type StandingCase } from '../../../cases/rederive.ts'
import { settle } from '../../../cases/settle.ts'
import { lockCases, selectEvents } from '../../../cases/store.ts'
import type { CoreTables } from '../../../database/tables.ts'
import { makeCalendars, toVersion } from '../../calendars.ts'
import type { WorkCalendar } from '../../types.ts'
import type { CalendarJobTable } from '../tables.ts'
import { touchedFrom } from '../touched-cases.ts'
import { findingsOf, type CorrectedCase } from './findings.ts'
import { insertFindings, selectIssued } from './store-findings.ts'
import { keepDeadlines } from './keep-deadlines.ts'

type Trx = Transaction<CoreTables>
type Sweep = { readonly job: CalendarJobTable; readonly calendar: WorkCalendar; readonly batch: number }

/** Processes know a version after five seconds; then nobody closes a case by a calendar of before any more. */
export const KNOWN_AFTER_MS = 15_000

/**
 * Looks at the next cases that a changed day of the past touches. Open ones are derived again as a whole. Of those that
 * have ended nothing is rewritten: what would be said of them now is listed, and they keep the deadline that was shown.
 * Answers how many it looked at.
 */
export const sweepPast = async (
  trx: Trx,
  engine: CaseEngine,
  { job, calendar, batch }: Sweep,
  now: Date,
): Promise<number | 'WAITS' | 'DONE'> => {
  if (now.getTime() < job.createdAt.getTime() + KNOWN_AFTER_MS) return 'WAITS'
  const keys = await selectNext(trx, job, calendar, batch)
  const last = keys.at(-1)
  if (last === undefined) return 'DONE'
  const former = await formerCalendar(trx, engine, job)
  const looked = await deriveBoth(trx, engine, keys, { former, calendar }, now)
  const corrected = looked.filter((each) => 'was' in each)
  await setCasesAside(
    trx,
    looked.filter((each) => 'failure' in each),
    now,
  )
  const issued = await selectIssued(trx, keys)
  await insertFindings(
    trx,
    corrected.flatMap((each) => findingsOf(job.revision, each, issued.get(each.before.caseId) ?? [])),
  )
  const [ended, open] = [corrected.filter(hasEnded), corrected.filter((each) => !hasEnded(each))]
  await settle(
    trx,
    engine,
    open.map(({ before, now: derived }) => ({ before, derived, calendar })),
    { now, historical: false },
  )
  await keepDeadlines(trx, ended)
  await sql`update core.calendar_job set reached = ${placeOf(last)}, done = least(total, done + ${keys.length})
    where calendar_id = ${job.calendarId} and revision = ${job.revision}`.execute(trx)
  return keys.length
}

const hasEnded = ({ before }: CorrectedCase): boolean => before.endedAt !== null

const placeOf = ({ areaCode, openedOn, caseId }: CaseKey): string => `${areaCode}/${openedOn}/${caseId}`

const selectNext = async (trx: Trx, { reached, firstDay }: CalendarJobTable, calendar: WorkCalendar, batch: number) => {
  const [area, day, id] = reached?.split('/') ?? []
  const after = sql`(c.area_code, c.opened_on, c.case_id) > (${Number(area)}, ${day}::date, ${id}::uuid)`
  const { rows } = await sql<CaseKey>`select c.area_code, c.opened_on, c.case_id from core."case" c
    where ${touchedFrom(calendar, firstDay)} and ${reached === null ? sql`true` : after}
    order by c.area_code, c.opened_on, c.case_id limit ${batch}`.execute(trx)
  return rows
}

/** The calendar as it was right before the version of a job. */
const formerCalendar = async (trx: Trx, { registers }: CaseEngine, job: CalendarJobTable): Promise<WorkCalendar> => {
  const rows = await trx.selectFrom('core.calendar').selectAll().where('revision', '<', job.revision).execute()
  return makeCalendars(rows.map((row) => toVersion(row, (id) => registers.tree.byId(id)))).byId(job.calendarId)
}

/** Locks cases and derives them by both versions, as of now. */
const deriveBoth = async (
  trx: Trx,
  engine: CaseEngine,
  keys: readonly CaseKey[],
  { former, calendar }: { readonly former: WorkCalendar; readonly calendar: WorkCalendar },
  now: Date,
): Promise<readonly (CorrectedCase | StandingCase)[]> => {
  const rows = await lockCases(trx, keys)
  const events = Map.groupBy(await selectEvents(trx, keys), ({ caseId }) => caseId)
  return rows.map((before) => {
    const own = events.get(before.caseId) ?? []
    return standOr(before, (): CorrectedCase => {
      const was = deriveCase(before, own, former, engine, now)
      return { before, was, now: deriveCase(before, own, calendar, engine, now) }
    })
  })
}
