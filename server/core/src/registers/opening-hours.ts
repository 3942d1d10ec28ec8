import { makeDayShape } from '../clock/hours.ts'
import type { WorkHours } from '../clock/types.ts'

/** When a hall is open on a day of the week, 1 Monday to 7 Sunday. */
export type Opening = { readonly weekday: number; readonly spans: WorkHours }

const LONGEST = 400
const DAYS = /^([1-7])(?:-([1-7]))?$/u
const SPAN = /^(\d\d:\d\d)-(\d\d:\d\d)$/u

/**
 * Reads opening hours as registers write them, `1-5 09:00-12:00 13:00-17:00; 6 09:00-12:00`: days of the week, then their
 * spans. A day that is not named is closed. Null when they cannot be read, overlap or name a day twice. They are a fact
 * about the hall: limits run on the calendar of its place, whatever they say.
 */
export const parseOpening = (text: string): readonly Opening[] | null => {
  if (text.length > LONGEST) return null
  const openings: Opening[] = []
  for (const part of text.split(';')) {
    const [days = '', ...spans] = part.trim().split(/\s+/u)
    const hours = hoursOf(spans)
    const [, first, last = first] = DAYS.exec(days) ?? []
    if (hours === null || first === undefined || last === undefined || last < first) return null
    for (let weekday = Number(first); weekday <= Number(last); weekday++) openings.push({ weekday, spans: hours })
  }
  const named = new Set(openings.map(({ weekday }) => weekday))
  return named.size === openings.length ? openings.toSorted((a, b) => a.weekday - b.weekday) : null
}

const hoursOf = (spans: readonly string[]): WorkHours | null => {
  const hours = spans.flatMap((span): WorkHours => {
    const [, from, to] = SPAN.exec(span) ?? []
    return from === undefined || to === undefined ? [] : [[from, to]]
  })
  try {
    makeDayShape(hours)
    return hours.length === spans.length ? hours : null
  } catch {
    return null
  }
}
