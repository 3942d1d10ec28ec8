import { nextMonth } from '../../indicators/period.ts'

const DAY_MS = 86_400_000

/** The first day of the month of a local day. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** Whether a month is over and the days of grace after it, in which late records still count, have passed. */
export const isDue = (month: string, graceDays: number, today: string): boolean =>
  Date.parse(today) >= Date.parse(nextMonth(month)) + graceDays * DAY_MS

/** A version of weights, as far as it says which months are its own. */
type Held = { readonly id: string; readonly fromMonth: string }

/** The version that holds in a month: the latest month from which one holds, and of two of one month the later one. */
export const versionOf = <V extends Held>(versions: readonly V[], month: string): V | undefined =>
  versions
    .filter(({ fromMonth }) => fromMonth <= month)
    .toSorted((a, b) => (a.fromMonth === b.fromMonth ? (a.id < b.id ? 1 : -1) : a.fromMonth < b.fromMonth ? 1 : -1))[0]

/** Months that are to be frozen: over, in force, and not frozen yet; the first before the next. */
export const monthsDue = (
  versions: readonly (Held & { readonly graceDays: number })[],
  frozen: ReadonlySet<string>,
  today: string,
): readonly string[] => {
  const [first] = versions.map(({ fromMonth }) => fromMonth).toSorted()
  const months: string[] = []
  for (let month = first ?? today; month < monthOf(today); month = nextMonth(month)) {
    const version = versionOf(versions, month)
    if (version !== undefined && !frozen.has(month) && isDue(month, version.graceDays, today)) months.push(month)
  }
  return months
}
