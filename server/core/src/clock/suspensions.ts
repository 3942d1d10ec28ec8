import type { Measure, Suspension, WorkCalendar } from './types.ts'
import { CONTINUOUS } from './calendar.ts'
import { instantAt, workTime } from './work-time.ts'
import { DAY_UNITS } from './types.ts'

/** A stretch in which the clock stands, in W of its measure; `until` is Infinity when open without a cap. */
export type Pause = { readonly from: number; readonly until: number }

/**
 * The stretches that stop a clock, ascending and disjoint: those without notice or reason dropped, each cut at its approved
 * working days from its own start, then united. An open one is as long as its cap. In the continuous measure a pause
 * is the calendar time that its working days span. Source: clauses.md, "The clock", Suspension.
 */
export const pausesOf = (
  calendar: WorkCalendar,
  suspensions: readonly Suspension[],
  measure: Measure = 'work',
): readonly Pause[] => unite(suspensions.filter(isValid).map((suspension) => cut(calendar, suspension, measure)))

/** Only with a reason and written notice does one stop the clock (行政许可法 art. 45). */
const isValid = ({ noticed, reason }: Suspension): boolean => noticed && reason !== ''

/**
 * Work time that suspensions take out between two instants, in units of the measure. `until` null means no end: what
 * thresholds need, where an open suspension counts at its full cap at once; Infinity when it has no cap.
 */
export const suspendedUnits = (
  calendar: WorkCalendar,
  suspensions: readonly Suspension[],
  start: Date,
  until: Date | null,
  measure: Measure = 'work',
): number => {
  const base = measure === 'work' ? calendar : CONTINUOUS
  const from = workTime(base, start)
  const to = until === null ? Number.POSITIVE_INFINITY : workTime(base, until)
  return pausesOf(calendar, suspensions, measure).reduce(
    (sum, pause) => sum + Math.max(0, Math.min(pause.until, to) - Math.max(pause.from, from)),
    0,
  )
}

/**
 * Where a clock that starts at `start` reaches `target` once its pauses are added. Infinity when it stands in an open
 * suspension without a cap. `deadlineOf` tells the deadline of a target (a close of business, say): while a pause
 * holds at that deadline the deadline does not pass, and a pause that begins after it comes too late to count.
 */
export const pushBack = (
  pauses: readonly Pause[],
  start: number,
  target: number,
  deadlineOf: (target: number) => number = (same) => same,
): number => {
  let reached = target
  for (const { from, until } of pauses) {
    if (until <= start) continue
    if (from > deadlineOf(reached)) break
    reached = Math.max(reached, from) + until - Math.max(from, start)
    if (reached === Number.POSITIVE_INFINITY) return reached
  }
  return deadlineOf(reached)
}

const cut = (calendar: WorkCalendar, { from, to, approvedDays }: Suspension, measure: Measure): Pause => {
  const base = measure === 'work' ? calendar : CONTINUOUS
  const end = to === null ? Number.POSITIVE_INFINITY : workTime(base, to)
  if (approvedDays === null) return { from: workTime(base, from), until: end }
  const cap = workTime(calendar, from) + Math.round(approvedDays * DAY_UNITS)
  return {
    from: workTime(base, from),
    until: Math.min(end, measure === 'work' ? cap : instantAt(calendar, cap).getTime()),
  }
}

const unite = (pauses: readonly Pause[]): readonly Pause[] => {
  const united: Pause[] = []
  for (const pause of pauses.filter(({ from, until }) => until > from).toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (last === undefined || pause.from > last.until) united.push(pause)
    else united[united.length - 1] = { from: last.from, until: Math.max(last.until, pause.until) }
  }
  return united
}
