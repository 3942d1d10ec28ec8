import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CONTINUOUS } from '../clock/calendar.ts'
import type { Calendars } from '../clock/calendars.ts'
import { workTime } from '../clock/work-time.ts'
import type { CoreTables } from '../database/tables.ts'

/** How long a threshold may have been due before it counts as left lying. */
const LATE_MS = 60_000

/** Whether cards have been due for more than a minute and nobody has raised them: one index probe per calendar. */
export const hasBacklog = async (trx: Transaction<CoreTables>, { all }: Calendars, now: Date): Promise<boolean> => {
  const then = new Date(now.getTime() - LATE_MS)
  for (const calendar of [...all, CONTINUOUS]) {
    const { rows } = await sql`select 1 from core.threshold
      where calendar_id = ${calendar.id} and threshold < ${workTime(calendar, then)} limit 1`.execute(trx)
    if (rows.length > 0) return true
  }
  return false
}
