import type { CardThreshold, Limit, Suspension } from '../../src/clock/index.ts'
import { loadNationalDays, makeCalendar } from '../../src/clock/index.ts'

/** An instant by its local time in Asia/Shanghai: '2018-10-15 10:00' or with seconds. */
export const at = (local: string): Date =>
  new Date(`${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}+08:00`)

/** The local time of an instant, to the second. */
export const local = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

export const nationalDays = loadNationalDays()

export const national = makeCalendar({
  id: 'national',
  version: 1,
  exceptions: nationalDays.exceptions,
  publishedUntil: nationalDays.publishedUntil,
})

export const days = (amount: number): Limit => ({ amount, unit: 'WORKING_DAY' })
export const calendarDays = (amount: number): Limit => ({ amount, unit: 'CALENDAR_DAY' })
export const hours = (amount: number): Limit => ({ amount, unit: 'HOUR' })

export const suspension = (
  from: string,
  to: string | null,
  approvedDays: number | null = null,
  noticed = true,
): Suspension => ({
  from: at(from),
  to: to === null ? null : at(to),
  approvedDays,
  noticed,
  reason: 'HEARING',
})

/** 'YELLOW 2018-10-24 10:00:01' for each card. */
export const shown = (cards: readonly CardThreshold[]): string[] =>
  cards.map((card) => `${card.level} ${local(card.at)}`)
