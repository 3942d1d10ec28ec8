import type { CalendarException, Suspension, WorkHours } from '../../src/clock/index.ts'

/**
 * The clock told naively, by walking from tick to tick, for comparison. It shares no code with the clock itself.
 * A tick is ten minutes; all instants here are whole ticks since the epoch.
 */
export type ReferenceCalendar = {
  readonly exceptions: readonly CalendarException[]
  readonly hoursOf: (date: string) => WorkHours
}

export const TICK_MS = 600_000
const DAY = 25_200_000

export const tickOf = (instant: Date): number => instant.getTime() / TICK_MS
export const instantOf = (tick: number): Date => new Date(tick * TICK_MS)

const texts = new Map<number, string>()

/** The local time of a tick; remembered, for walks go over it many times. */
const localText = (tick: number): string => {
  const known = texts.get(tick)
  if (known !== undefined) return known
  const text = new Date(tick * TICK_MS + 8 * 3_600_000).toISOString()
  texts.set(tick, text)
  return text
}
const dateAt = (tick: number): string => localText(tick).slice(0, 10)
const timeAt = (tick: number): string => localText(tick).slice(11, 16)

export const isDayOn = ({ exceptions }: ReferenceCalendar, date: string): boolean => {
  const exception = exceptions.findLast((entry) => entry.date === date)
  if (exception !== undefined) return exception.kind === 'work'
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5
}

const isWithin = (hours: WorkHours, time: string): boolean => hours.some(([from, to]) => from <= time && time < to)

const TIMES = Array.from({ length: 144 }, (_, tick) => new Date(tick * TICK_MS).toISOString().slice(11, 16))

const openTicks = new WeakMap<WorkHours, number>()

const openTicksPerDay = (hours: WorkHours): number => {
  const known = openTicks.get(hours) ?? TIMES.filter((time) => isWithin(hours, time)).length
  openTicks.set(hours, known)
  return known
}

const worths = new WeakMap<ReferenceCalendar, Map<number, number>>()

/** Units of a standard day that the tick beginning here is worth; remembered, for walks go over it many times. */
export const worthOf = (calendar: ReferenceCalendar, tick: number): number => {
  const ofCalendar = worths.get(calendar)
  const known = ofCalendar?.get(tick)
  if (known !== undefined) return known
  const worth = reckonWorth(calendar, tick)
  if (ofCalendar === undefined) worths.set(calendar, new Map([[tick, worth]]))
  else ofCalendar.set(tick, worth)
  return worth
}

const reckonWorth = (calendar: ReferenceCalendar, tick: number): number => {
  const date = dateAt(tick)
  const hours = calendar.hoursOf(date)
  return isWithin(hours, timeAt(tick)) && isDayOn(calendar, date) ? DAY / openTicksPerDay(hours) : 0
}

export const workBetween = (calendar: ReferenceCalendar, from: number, until: number): number => {
  let sum = 0
  for (let tick = from; tick < until; tick++) sum += worthOf(calendar, tick)
  return sum
}

/**
 * The ticks during which some suspension stops the clock: it has a reason, is noticed, begun, not ended, its approved days
 * not used up.
 */
export const suspendedTicks = (
  calendar: ReferenceCalendar,
  suspensions: readonly Suspension[],
): ReadonlySet<number> => {
  const ticks = new Set<number>()
  for (const { from, to, approvedDays, noticed, reason } of suspensions) {
    if (!noticed || reason === '') continue
    let used = 0
    for (let tick = tickOf(from); to === null || tick < tickOf(to); tick++) {
      if (approvedDays !== null && used >= approvedDays * DAY) break
      ticks.add(tick)
      used += worthOf(calendar, tick)
    }
  }
  return ticks
}

/** Work between two ticks while the clock is suspended. */
export const suspendedBetween = (
  calendar: ReferenceCalendar,
  suspensions: readonly Suspension[],
  from: number,
  until: number,
): number => {
  const stopped = suspendedTicks(calendar, suspensions)
  let sum = 0
  for (let tick = from; tick < until; tick++) if (stopped.has(tick)) sum += worthOf(calendar, tick)
  return sum
}

/** INSTANT: the tick during which the time used first exceeds the limit. */
export const firstLateTick = (
  calendar: ReferenceCalendar,
  suspensions: readonly Suspension[],
  start: number,
  limitDays: number,
): number => {
  const stopped = suspendedTicks(calendar, suspensions)
  let used = 0
  for (let tick = start; ; tick++) {
    if (!stopped.has(tick)) used += worthOf(calendar, tick)
    if (used > limitDays * DAY) return tick
  }
}

/**
 * NEXT_WORKDAY: the day of the start is not counted; the limit ends at the first close of business at which it is used
 * up and work does not go on suspended (what begins overnight begins before the limit is exceeded). Answers that close.
 */
export const closeThatEnds = (
  calendar: ReferenceCalendar,
  suspensions: readonly Suspension[],
  start: number,
  limitDays: number,
): number => {
  const stopped = suspendedTicks(calendar, suspensions)
  let used = 0
  for (let tick = start; ; tick++) {
    if (dateAt(tick) === dateAt(start)) continue
    const worth = worthOf(calendar, tick)
    if (worth === 0) continue
    if (!stopped.has(tick)) used += worth
    const closes = timeAt(tick + 1) === calendar.hoursOf(dateAt(tick)).at(-1)?.[1]
    if (closes && used >= limitDays * DAY && !stopped.has(nextOpenTick(calendar, tick))) return tick + 1
  }
}

const nextOpenTick = (calendar: ReferenceCalendar, tick: number): number => {
  let next = tick + 1
  while (worthOf(calendar, next) === 0) next += 1
  return next
}

/** A calendar-day limit: forward day by day; what ends on a day off goes on to the close of the next working day. */
export const calendarDayEnd = (
  calendar: ReferenceCalendar,
  start: number,
  limitDays: number,
  byCivilLaw: boolean,
): number => {
  let tick = start
  for (let day = 0; day < limitDays; day++) tick += 144
  if (!byCivilLaw && isDayOn(calendar, dateAt(tick))) return tick
  while (!isDayOn(calendar, dateAt(tick))) tick += 144
  const close = calendar.hoursOf(dateAt(tick)).at(-1)?.[1]
  while (timeAt(tick) !== '00:00') tick -= 1
  while (timeAt(tick) !== close) tick += 1
  return tick
}
