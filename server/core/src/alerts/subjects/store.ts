import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CONTINUOUS } from '../../clock/calendar.ts'
import type { Calendars } from '../../clock/calendars.ts'
import { workTime } from '../../clock/work-time.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { ClockSubjectTable } from './tables.ts'

type Trx = Transaction<CoreTables>

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', recordId: 'uuid', clock: 'text' } as const
const LOOK_TYPES = {
  ...KEY_TYPES,
  calendarId: 'text',
  workThreshold: 'bigint',
  continuousThreshold: 'bigint',
  historical: 'boolean',
  calendarRevision: 'int',
} as const

/** What the engine writes of a clock that it has looked at. */
export type Look = Pick<ClockSubjectTable, keyof typeof LOOK_TYPES>

/**
 * Locks and reads clocks of some codes that have passed a threshold, those of longest ago first. What somebody else has
 * locked is left to the next look: no two workers wait for each other or take the same.
 */
export const lockDueSubjects = async (
  trx: Trx,
  codes: readonly string[],
  { all }: Pick<Calendars, 'all'>,
  now: Date,
  limit: number,
): Promise<readonly ClockSubjectTable[]> => {
  const due = new Map<string, ClockSubjectTable>()
  for (const calendar of [CONTINUOUS, ...all]) {
    if (due.size >= limit) break
    const w = workTime(calendar, now)
    const passed =
      calendar.kind === 'continuous'
        ? sql`continuous_threshold < ${w} and clock = any(${codes}) order by continuous_threshold`
        : sql`calendar_id = ${calendar.id} and work_threshold < ${w} and clock = any(${codes}) order by work_threshold`
    const { rows } = await sql<ClockSubjectTable>`select * from core.clock_subject where ${passed}
      limit ${limit - due.size} for update skip locked`.execute(trx)
    for (const row of rows) due.set(`${row.recordId} ${row.clock}`, row)
  }
  return [...due.values()]
}

/** Writes when clocks are to be looked at next. */
export const saveLooks = async (trx: Trx, looks: readonly Look[]): Promise<void> => {
  if (looks.length === 0) return
  await sql`update core.clock_subject s set calendar_id = k.calendar_id, work_threshold = k.work_threshold,
      continuous_threshold = k.continuous_threshold, historical = k.historical, calendar_revision = k.calendar_revision
    from ${unnest<Look>(LOOK_TYPES, looks, 'k')}
    where s.area_code = k.area_code and s.opened_on = k.opened_on and s.record_id = k.record_id and s.clock = k.clock`.execute(
    trx,
  )
}
