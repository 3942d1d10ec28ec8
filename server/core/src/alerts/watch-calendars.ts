import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Calendars } from '../clock/calendars.ts'
import { dateOf, localDate } from '../clock/local-time.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { DateRange } from '../clock/usable-hours.ts'
import type { CoreTables } from '../database/tables.ts'
import { closeEngineAlert, openEngineAlert } from './engine-alerts.ts'

/** The code of the alert about the engine that says that days are counted for which no notice is there. */
export const CALENDAR_YEAR_UNPUBLISHED = 'CALENDAR_YEAR_UNPUBLISHED'

/** The code of the alert about the engine that says that a calendar has no hours for a day that counts. */
export const CALENDAR_HOURS_MISSING = 'CALENDAR_HOURS_MISSING'

/** From this month on the notice for the coming year should be there. */
const NOTICE_MONTH = 11

/** Looks whether the calendars hold what clocks are to run on: published days, and hours for each of them. */
export const watchCalendars = async (trx: Transaction<CoreTables>, calendars: Calendars, now: Date): Promise<void> => {
  await watchPublishedDays(trx, calendars, now)
  for (const calendar of calendars.all) {
    const from = firstWithoutHours(calendar, calendars.hoursMissing(calendar.id))
    if (from === undefined) await closeEngineAlert(trx, CALENDAR_HOURS_MISSING, calendar.id, now)
    else await openEngineAlert(trx, CALENDAR_HOURS_MISSING, calendar.id, { from }, now)
  }
}

/** The first working day in some ranges of days. */
const firstWithoutHours = (calendar: WorkCalendar, missing: readonly DateRange[]): string | undefined =>
  missing
    .flatMap(({ from, until }) => {
      const [first, last] = [from ?? calendar.from, until ?? calendar.to]
      const day = [...calendar.workdays].map((each) => dateOf(calendar.firstDay + each)).find((date) => date >= first)
      return day === undefined || day > last ? [] : [day]
    })
    .toSorted()[0]

/**
 * Looks whether any calendar runs out of published days: open deadlines reach beyond them, or the year's end is near
 * and the next year is missing. Opens or closes the alert of each calendar that publishes days: those that inherit them
 * from it need nothing of their own.
 */
const watchPublishedDays = async (trx: Transaction<CoreTables>, calendars: Calendars, now: Date): Promise<void> => {
  const published = Map.groupBy(calendars.all, ({ id }) => calendars.publisherOf(id))
  for (const { id, publishedUntil } of calendars.all) {
    const heirs = published.get(id)?.map((heir) => heir.id) ?? []
    const missing = heirs.length > 0 && isMissing(publishedUntil, localDate(now))
    if (missing || (await anyProvisional(trx, heirs))) {
      await openEngineAlert(trx, CALENDAR_YEAR_UNPUBLISHED, id, { from: publishedUntil }, now)
    } else {
      await closeEngineAlert(trx, CALENDAR_YEAR_UNPUBLISHED, id, now)
    }
  }
}

/** Whether today, or from November on the coming year, lies beyond what is published. */
const isMissing = (publishedUntil: string, today: string): boolean => {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return publishedUntil <= (month >= NOTICE_MONTH ? `${year + 1}-01-01` : today)
}

const anyProvisional = async (trx: Transaction<CoreTables>, ids: readonly string[]): Promise<boolean> => {
  const { rows } = await sql`select 1 from core."case"
    where provisional and ended_at is null and calendar_id = any(${ids}) limit 1`.execute(trx)
  return rows.length > 0
}
