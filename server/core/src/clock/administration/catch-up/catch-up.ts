import { sql, type Transaction } from 'kysely'
import type { CaseEngine } from '../../../cases/engine.ts'
import { rederiveCases } from '../../../cases/rederive.ts'
import type { CoreTables } from '../../../database/tables.ts'
import type { WorkCalendar } from '../../types.ts'
import type { CalendarJobTable } from '../tables.ts'
import { selectOutdated, selectSettled, type Revisions } from './select-outdated.ts'
import { wakeRecords } from './wake-records.ts'
import { sweepPast } from './sweep-past.ts'

type Trx = Transaction<CoreTables>

/** Cases of one transaction. */
const BATCH = 500

/**
 * Derives again, batch by batch, what a new version of a calendar does not move by itself; returns how many cases it
 * looked at or clocks of records it woke, 0 when nothing is left. Level-triggered: what is to be done is read from the thresholds themselves, each of
 * which names the revision by which it was worked out. So it goes on wherever it was killed, and a case that another
 * process took in by a calendar of before is found afterwards.
 */
export const catchUpCalendars = async (
  trx: Trx,
  engine: CaseEngine,
  now: Date,
  batch: number = BATCH,
): Promise<number> => {
  const jobs = await trx
    .selectFrom('core.calendarJob')
    .selectAll()
    .where('finishedAt', 'is', null)
    .orderBy('revision')
    .execute()
  const revisions = await pastRevisions(trx)
  for (const calendar of engine.calendars.all) {
    const own = jobs.filter(({ calendarId, revision }) => calendarId === calendar.id && revision <= calendar.revision)
    const worked = await workOn(trx, engine, calendar, { own, past: revisions.get(calendar.id) ?? 0, batch }, now)
    if (worked > 0) return worked
  }
  return 0
}

/** The newest revision of each calendar with which days that had begun differ. */
const pastRevisions = async (trx: Trx): Promise<ReadonlyMap<string, number>> => {
  const rows = await trx
    .selectFrom('core.calendarJob')
    .select(({ fn }) => ['calendarId', fn.max('revision').as('revision')])
    .where('past', '=', true)
    .groupBy('calendarId')
    .execute()
  return new Map(rows.map(({ calendarId, revision }) => [calendarId, Number(revision)]))
}

type Left = { readonly own: readonly CalendarJobTable[]; readonly past: number; readonly batch: number }

const workOn = async (
  trx: Trx,
  engine: CaseEngine,
  calendar: WorkCalendar,
  { own, past, batch }: Left,
  now: Date,
): Promise<number> => {
  const woken = await wakeRecords(trx, calendar, batch)
  if (woken > 0) return woken
  const revisions: Revisions = { current: calendar.revision, past: Math.min(past, calendar.revision) }
  const outdated = await selectOutdated(trx, calendar.id, revisions, batch)
  const keys = outdated.length > 0 || own.length === 0 ? outdated : await selectSettled(trx, calendar, batch)
  if (keys.length > 0) {
    await rederiveCases(trx, engine, keys, now)
    await credit(trx, own, keys.length)
    return keys.length
  }
  for (const job of own) {
    const swept = job.past ? await sweepPast(trx, engine, { job, calendar, batch }, now) : 'DONE'
    if (swept === 'WAITS') continue
    if (swept !== 'DONE') return swept
    await finish(trx, job, now)
  }
  return 0
}

/** Jobs over the past count what they sweep themselves. */
const credit = async (trx: Trx, jobs: readonly CalendarJobTable[], n: number): Promise<void> => {
  for (const { calendarId, revision } of jobs.filter(({ past }) => !past)) {
    await sql`update core.calendar_job set done = least(total, done + ${n})
      where calendar_id = ${calendarId} and revision = ${revision}`.execute(trx)
  }
}

const finish = async (trx: Trx, { calendarId, revision }: CalendarJobTable, now: Date): Promise<void> => {
  await sql`update core.calendar_job set done = total, finished_at = ${now}
    where calendar_id = ${calendarId} and revision = ${revision}`.execute(trx)
}
