const DAY_MS = 86_400_000

/** The days from Monday to Sunday that were over last on a local day; half-open. */
export const lastWeek = (today: string): { readonly from: string; readonly to: string } => {
  const day = Date.parse(today)
  const sinceMonday = (new Date(day).getUTCDay() + 6) % 7
  const monday = day - sinceMonday * DAY_MS
  return { from: dayOf(monday - 7 * DAY_MS), to: dayOf(monday) }
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
