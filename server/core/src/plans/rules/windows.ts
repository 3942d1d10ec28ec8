/** PERIODIC 定期: once in each window. IRREGULAR 不定期: at least n times in each. EITHER 定期或不定期: at least n times, either way. */
export const PLAN_MODES = ['PERIODIC', 'IRREGULAR', 'EITHER'] as const
export type PlanMode = (typeof PLAN_MODES)[number]

/** Local days, half-open. */
export type Window = { readonly from: string; readonly to: string }

/** A plan covers at most a year: further days have no published calendar. */
export const LONGEST_PLAN_DAYS = 366
const DAY_MS = 86_400_000

const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The same day of a later month, or its last day. */
const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOf = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, lastOf)))
}

/** The day after one. */
export const nextDay = (day: string): string => dayAt(Date.parse(day) + DAY_MS)
/** The day before one. */
export const dayBefore = (day: string): string => dayAt(Date.parse(day) - DAY_MS)
/** How many days lie in a window. */
export const daysIn = ({ from, to }: Window): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** The windows of some months each into which a period falls, counted from its first day; the last may be shorter. */
export const windowsOf = (period: Window, months: number): readonly Window[] => {
  const windows: Window[] = []
  for (let at = 0, from = period.from; from < period.to; at += 1) {
    const next = monthsAfter(period.from, (at + 1) * months)
    const to = next < period.to ? next : period.to
    windows.push({ from, to })
    from = to
  }
  return windows
}

/** What is due in each window: one of a periodic plan, the fewest number of others. */
export const dueIn = ({ mode, minimumCount }: { readonly mode: PlanMode; readonly minimumCount: number }): number =>
  mode === 'PERIODIC' ? 1 : minimumCount
