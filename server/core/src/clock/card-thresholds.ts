import { CONTINUOUS } from './calendar.ts'
import type { CardLevel, CardRule, LimitKey } from './card-rule.ts'
import { shiftOf } from './card-rule.ts'
import { isProvisional } from './days.ts'
import { atInstant, dueThreshold, hasPassed, inWorkTime } from './due.ts'
import type { ClockRun, Due, Limit, WorkCalendar } from './types.ts'
import { DAY_UNITS } from './types.ts'
import { firstSecondAfter, workTime } from './work-time.ts'

/** A run with the limits its rules refer to. */
export type CardRun = ClockRun & { readonly limits: Readonly<Partial<Record<LimitKey, Limit>>> }

/** Something with an absolute due instant; `start`, when known, keeps the warning from preceding it. */
export type AbsoluteRun = { readonly due: Date; readonly start?: Date | null; readonly closedAt?: Date | null }

/** When a card fires: strictly beyond `threshold` on the named calendar. */
export type CardThreshold = Pick<Due, 'calendar' | 'threshold' | 'pinned'> & {
  readonly level: CardLevel
  /** The first whole second at which it fires. */
  readonly at: Date
  /** `at` lies in days that no notice has published: the card waits to be confirmed. */
  readonly provisional: boolean
  /** The line of the pack that shows it. */
  readonly rule: CardRule
  /** The run that it counts; null when it is known by its due instant alone. */
  readonly run: ClockRun | null
}

/**
 * The cards of one run under the rules of its clock, in the order of the rules. A rule that is off, whose limit is absent, whose
 * lead is switched off, or whose clock stands in an open suspension without a cap has no card. For a closed run only the
 * cards that were due before it closed remain, warnings never.
 */
export const cardThresholds = (
  calendar: WorkCalendar,
  run: CardRun,
  rules: readonly CardRule[],
): readonly CardThreshold[] =>
  cards(calendar, rules, countedRun(run), (rule) => {
    const limit = run.limits[rule.limit] ?? rule.defaultLimit
    const shift = limit === null ? null : shiftOf(rule, daysOf(limit))
    if (limit === null || shift === null) return null
    const { start, suspensions } = run
    return dueThreshold(calendar, { start, suspensions, limit, policy: rule.policy }, shift)
  })

/**
 * The cards of something due at an instant: past the instant itself the continuous calendar, days before and after it
 * working days. The latter are counted from the instant, so they are `pinned`.
 */
export const absoluteDueThresholds = (
  calendar: WorkCalendar,
  run: AbsoluteRun,
  rules: readonly CardRule[],
): readonly CardThreshold[] => {
  const due = workTime(calendar, run.due)
  const start = run.start == null ? null : workTime(calendar, run.start)
  const counted = run.start == null ? null : countedRun({ ...run, start: run.start, suspensions: [] })
  return cards(calendar, rules, counted ?? { run: null, closedAt: run.closedAt ?? null }, (rule) => {
    const shift = shiftOf(rule, start === null ? Number.POSITIVE_INFINITY : (due - start) / DAY_UNITS)
    if (shift === null) return null
    if (shift === 0) return atInstant(calendar, run.due.getTime(), false)
    return { ...inWorkTime(calendar, Math.max(start ?? 0, due + Math.round(shift * DAY_UNITS))), pinned: true }
  })
}

type Counted = { readonly run: ClockRun | null; readonly closedAt: Date | null }

const countedRun = ({ start, suspensions, closedAt = null }: ClockRun): Counted => ({
  run: { start, suspensions, closedAt },
  closedAt,
})

const cards = (
  calendar: WorkCalendar,
  rules: readonly CardRule[],
  { run, closedAt }: Counted,
  dueOf: (rule: CardRule) => Due | null,
): readonly CardThreshold[] =>
  rules.flatMap((rule) => {
    const silent = !rule.enabled || (closedAt !== null && rule.openOnly)
    const due = silent ? null : dueOf(rule)
    if (due === null || (closedAt !== null && !hasPassed(calendar, due, closedAt))) return []
    const at = firstSecondAfter(due.calendar === 'work' ? calendar : CONTINUOUS, due.threshold)
    const provisional = due.provisional || (due.calendar === 'work' && isProvisional(calendar, at))
    const { calendar: measure, threshold, pinned } = due
    return [{ level: rule.level, calendar: measure, threshold, at, provisional, pinned, rule, run }]
  })

/** For warning leads; limits in hours and minutes are never warned of in days (see dueThreshold). */
const daysOf = ({ amount, unit }: Limit): number =>
  unit === 'HOUR' ? amount / 24 : unit === 'MINUTE' ? amount / 1440 : amount
