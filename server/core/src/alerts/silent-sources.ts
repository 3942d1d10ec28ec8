/** The days looked at, and on how many of them a source must have told something to count as one that usually does. */
export const DAYS_LOOKED_AT = 10
const USUAL_DAYS = 8

/**
 * The sources that usually report and have fallen silent: on at least eight of the ten working days before the last one
 * they told of cases, on the last one and since then of none.
 * @param days full working days, the latest last; ten and the one that is asked about
 * `since` is the last day on which it told something.
 * @param told the days on which each source told of something; today counts as well
 */
export const silentSources = (
  days: readonly string[],
  today: string,
  told: ReadonlyMap<string, ReadonlySet<string>>,
): readonly { readonly code: string; readonly since: string }[] => {
  const last = days.at(-1)
  if (last === undefined || days.length <= DAYS_LOOKED_AT) return []
  const before = days.slice(-1 - DAYS_LOOKED_AT, -1)
  return [...told]
    .filter(([, on]) => before.filter((day) => on.has(day)).length >= USUAL_DAYS)
    .filter(([, on]) => ![...on].some((day) => day >= last && day <= today))
    .map(([code, on]) => ({ code, since: [...on].toSorted().at(-1) ?? last }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
