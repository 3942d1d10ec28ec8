/**
 * One standard day in fine units of work time: 7 h in milliseconds. On a day of seven hours one unit is one millisecond
 * of open time; other hours spread the same number of units over their own length. Source: clauses.md, "The clock".
 */
export const DAY_UNITS = 25_200_000

/** One calendar day in milliseconds. Asia/Shanghai has had no summer time since 1991, so every day has this length. */
export const DAY_MS = 86_400_000

/** WORKING_DAY runs on work time; the others never stop. */
export type LimitUnit = 'WORKING_DAY' | 'CALENDAR_DAY' | 'HOUR' | 'MINUTE'

/** A time limit; `amount` may be a half (0.5 working days). `amount` 0 in WORKING_DAY is an immediate case (即办件). */
export type Limit = { readonly amount: number; readonly unit: LimitUnit }

/**
 * INSTANT counts from the second of acceptance. NEXT_WORKDAY follows civil law (民法典 arts. 201–203): the day of
 * acceptance is not counted and the limit ends at a close of business.
 */
export type StartPolicy = 'INSTANT' | 'NEXT_WORKDAY'

/** The opening spans of a day in local time, ascending: `[['09:00', '12:00'], ['13:00', '17:00']]`; '24:00' is allowed. */
export type WorkHours = readonly (readonly [from: string, to: string])[]

/** A day that differs from Monday to Friday; `date` is a local date. */
export type CalendarException = { readonly date: string; readonly kind: 'off' | 'work' }

/** Hours of one local date, or of a range with both ends included. A later entry wins over an earlier one. */
export type HoursOverride =
  | { readonly date: string; readonly hours: WorkHours }
  | { readonly from: string; readonly until: string; readonly hours: WorkHours }

/** The open spans of one day in milliseconds after local midnight, and their sum. */
export type DayShape = { readonly spans: readonly (readonly [number, number])[]; readonly openMs: number }

/**
 * A calendar version: maps instants to work time W, a monotone integer in units of 1/DAY_UNITS standard day, counted
 * from the start of `from`. Made by `makeCalendar`, never changed.
 */
export type WorkCalendar = {
  readonly kind: 'work'
  readonly id: string
  readonly version: number
  /** Counts the versions of all calendars: greater when this one, or one from which it inherits, was changed later. */
  readonly revision: number
  /** First local date it knows. */
  readonly from: string
  /** First local date it no longer knows. */
  readonly to: string
  /** `from` as days since 1970-01-01. */
  readonly firstDay: number
  /** Local date, exclusive: days from here on are provisional, Monday to Friday. */
  readonly publishedUntil: string
  /** `before[i]`: the number of working days before day i, where day 0 is `from`; one entry more than days. */
  readonly before: Int32Array
  /** `workdays[k]`: the day number of the k-th working day. */
  readonly workdays: Int32Array
  /** `shapes[k]`: the hours of the k-th working day. */
  readonly shapes: readonly DayShape[]
}

/** The calendar that never stops: W is milliseconds since the epoch. */
export type ContinuousCalendar = { readonly kind: 'continuous'; readonly id: 'continuous'; readonly version: 0 }

export type Calendar = WorkCalendar | ContinuousCalendar

/** Which calendar a threshold is stored under. */
export type Measure = Calendar['kind']

/**
 * A special procedure (特别程序, licensing law art. 45). `to` null: still open. `approvedDays` null: no cap.
 * Without written notice (`noticed` false) or a reason it does not count.
 */
export type Suspension = {
  readonly from: Date
  /** When it really ended, not when it is meant to. */
  readonly to: Date | null
  /** Working days, from its own start. */
  readonly approvedDays: number | null
  readonly noticed: boolean
  /** For a case its ground; empty when there is none. */
  readonly reason: string
}

/** What a clock measures: from acceptance (or any start) to the close, less its suspensions. */
export type ClockRun = {
  readonly start: Date
  readonly suspensions: readonly Suspension[]
  /** When it was closed, voided, returned or withdrawn; null or absent while it runs. */
  readonly closedAt?: Date | null
}

/** When a limit ends. The thing is late when, strictly, `W(now) > threshold` on the named calendar. */
export type Due = {
  readonly calendar: Measure
  readonly threshold: number
  /** The instant to show as the deadline: the earliest at which the threshold is reached. */
  readonly dueAt: Date
  /** It reaches into days that no notice has published yet. */
  readonly provisional: boolean
  /**
   * True when a new calendar version does not move it by itself, so that it must be derived again: an instant worked
   * out from the day table (a close of business, a limit rolled over days off), or work time counted back from an
   * instant. All other thresholds in work time move unaided.
   */
  readonly pinned: boolean
}
