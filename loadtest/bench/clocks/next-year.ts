import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zhikong, type Settings } from '../product.ts'

/** A day off that a made-up notice states. */
type DayOff = { readonly date: string; readonly name: string }

/** The year after this one, in which all resting clocks end, and how its notice is changed. */
export type NextYear = {
  /** The local date from which on deadlines lie. */
  readonly deadlinesFrom: string
  /** One working day before all deadlines becomes a day off; gives what the command printed. */
  readonly addHoliday: (...options: readonly string[]) => Promise<string>
}

const CALENDAR = 'hunan'

/** Publishes the days of all years up to the next one by made-up notices, so that no deadline is provisional. */
export const publishNextYear = async (folder: string, settings: Settings): Promise<NextYear> => {
  const next = new Date().getFullYear() + 1
  const notice = (year: number, days: readonly DayOff[], ...options: readonly string[]): Promise<string> => {
    const file = join(folder, `notice-${year}.csv`)
    const lines = days.map(({ date, name }) => `${date},off,${name}\n`)
    writeFileSync(file, `date,kind,name\n${lines.join('')}`)
    return zhikong(settings, 'calendar', 'import', file, '--calendar', CALENDAR, '--year', String(year), ...options)
  }
  for (let year = await firstUnpublished(settings, next); year <= next; year++) await notice(year, [newYear(year)])
  const days = [newYear(next), { date: tuesdayOfFebruary(next), name: '临时放假（压测）' }]
  return { deadlinesFrom: `${next}-03-01`, addHoliday: (...options) => notice(next, days, ...options) }
}

const newYear = (year: number): DayOff => ({ date: `${year}-01-01`, name: '元旦（压测）' })

/** A working day by any notice of these; the second Tuesday. */
const tuesdayOfFebruary = (year: number): string => {
  const first = new Date(Date.UTC(year, 1, 1)).getUTCDay()
  return `${year}-02-${String(8 + ((2 - first + 7) % 7)).padStart(2, '0')}`
}

/** The next year is stated anew in any case: what a notice of earnest says of it is not known here. */
const firstUnpublished = async (settings: Settings, next: number): Promise<number> => {
  const list = await zhikong(settings, 'calendar', 'list')
  const [, until] = new RegExp(`^${CALENDAR}\\t.*published until (\\d{4})`, 'm').exec(list) ?? []
  if (until === undefined) throw new Error(`There is no calendar ${CALENDAR}:\n${list}`)
  return Math.min(Number(until), next)
}
