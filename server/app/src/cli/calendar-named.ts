import { selectCalendar } from '@zhikong/core'
import type { CalendarView, Database } from '@zhikong/core'

import { UsageError } from './command.ts'
import { regionsOf } from './granting.ts'

/** Whoever runs a command reaches all of the platform. */
export const EVERYWHERE = { lo: 0, hi: Number.MAX_SAFE_INTEGER }

/** A calendar as it is now, or a version of it. Throws UsageError when there is none. */
export async function calendarNamed(database: Database, id: string, version: number | null): Promise<CalendarView> {
  const tree = await regionsOf(database)
  const asked = { id, version }
  const view = await database.withScope({ mode: 'administration' }, (trx) =>
    selectCalendar(trx, tree, asked, EVERYWHERE),
  )
  if (view === null) throw new UsageError(`There is no such calendar "${id}": "calendar list" shows them.`)
  return view
}

/** A year or a version of the command line. Throws UsageError. */
export function wholeNumber(option: string, text: string): number {
  if (/^\d{1,4}$/u.test(text)) return Number(text)
  throw new UsageError(`${option} takes a whole number.`)
}
