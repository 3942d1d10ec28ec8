import { addDays, localDate } from '../format/local-date.ts'

export type ClockDay = {
  readonly date: string
  readonly workday: boolean
  readonly opens: string | null
  readonly closes: string | null
  readonly provisional: boolean
}
/** A column of the timeline: a working day is wide, days without work between two of them fold into one narrow strip. */
export type ClockColumn = { readonly day: ClockDay | null; readonly x: number; readonly width: number }
export type ClockLayout = {
  readonly columns: readonly ClockColumn[]
  readonly width: number
  readonly at: (instant: string) => number
  /** Working days from the left edge to a place, and the way back. */
  readonly workAt: (x: number) => number
  readonly atWork: (days: number) => number
}

const FOLDED = 14

/** How a limit runs: in working time, through every day, or on without a stop (hours and minutes). */
export type ClockPace = 'WORKING' | 'CALENDAR' | 'CONTINUOUS'

/** Every day counts in full. */
export const everyDay = (days: readonly ClockDay[]): readonly ClockDay[] =>
  days.map((day) => ({ ...day, workday: true, opens: null, closes: null }))

/** A plain axis of time for limits of hours and minutes, with a little room on both sides. */
export function layOutTime(instants: readonly string[], left: number, width: number): ClockLayout {
  const times = instants.map((instant) => Date.parse(instant))
  const first = Math.min(...times)
  const span = Math.max(1, Math.max(...times) - first)
  const at = (instant: string): number => left + width * (0.02 + (0.9 * (Date.parse(instant) - first)) / span)
  return { columns: [], width, at, workAt: () => 0, atWork: () => left }
}

/** Lays days out side by side; inside a working day the hours of the hall fill the column. */
export function layOut(days: readonly ClockDay[], left: number, dayWidth: number): ClockLayout {
  const columns: ClockColumn[] = []
  let x = left
  let folding = false
  const byDate = new Map<string, ClockColumn>()
  for (const day of days) {
    if (day.workday) {
      const column: ClockColumn = { day, x, width: dayWidth }
      columns.push(column)
      byDate.set(day.date, column)
      x += dayWidth
      folding = false
    } else {
      if (!folding) {
        columns.push({ day: null, x, width: FOLDED })
        x += FOLDED
        folding = true
      }
      byDate.set(day.date, { day: null, x: x - FOLDED, width: FOLDED })
    }
  }
  const end = x
  const at = (instant: string): number => {
    const date = localDate(new Date(instant))
    const column = byDate.get(date)
    const first = days[0]
    if (!column) return first && date < first.date ? left : end
    if (!column.day) return column.x + column.width
    const opens = column.day.opens === null ? Date.parse(`${date}T00:00:00+08:00`) : Date.parse(column.day.opens)
    const closes =
      column.day.closes === null ? Date.parse(`${addDays(date, 1)}T00:00:00+08:00`) : Date.parse(column.day.closes)
    const share = (Date.parse(instant) - opens) / Math.max(1, closes - opens)
    return column.x + column.width * Math.max(0, Math.min(1, share))
  }
  const working = columns.filter((column) => column.day !== null)
  const workAt = (place: number): number =>
    working.reduce((sum, column) => sum + Math.max(0, Math.min(1, (place - column.x) / column.width)), 0)
  const atWork = (work: number): number => {
    const column = working[Math.min(Math.floor(work), working.length - 1)]
    return column ? column.x + column.width * Math.min(1, work - Math.floor(work)) : left
  }
  return { columns, width: end - left, at, workAt, atWork }
}
