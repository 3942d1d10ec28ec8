import { chainOf, resolveChain, versionsAt, type CalendarVersion } from '../calendar-version.ts'
import type { WorkCalendar } from '../types.ts'
import { differingDays, movedRanges, type DifferingDay, type WorkRange } from './differing-days.ts'

/** A calendar that differs with a new version, of its own or of one above it. */
export type AffectedCalendar = {
  readonly id: string
  readonly before: WorkCalendar
  readonly after: WorkCalendar
  /** Ascending; none when only the end of what is published differs. */
  readonly days: readonly DifferingDay[]
  /** The work time whose instant differs. */
  readonly ranges: readonly WorkRange[]
}

/**
 * The calendars that differ with a version added to those stored. A place that had none of its own is no part of it:
 * what was accepted there keeps the calendar of the place above.
 */
export const affectedBy = (stored: readonly CalendarVersion[], added: CalendarVersion): readonly AffectedCalendar[] => {
  const [then, now] = [versionsAt(stored), versionsAt([...stored, added])]
  return then.flatMap((version): readonly AffectedCalendar[] => {
    const current = now.find(({ id }) => id === version.id) ?? version
    const chain = chainOf(current, now)
    if (!chain.includes(added)) return []
    const [before, after] = [resolveChain(chainOf(version, then)), resolveChain(chain)]
    return differenceOf(before, after)
  })
}

/** How one calendar differs from what it was; nothing when it does not. */
export const differenceOf = (before: WorkCalendar, after: WorkCalendar): readonly AffectedCalendar[] => {
  const days = differingDays(before, after)
  if (days.length === 0 && before.publishedUntil === after.publishedUntil) return []
  return [{ id: after.id, before, after, days, ranges: days.length === 0 ? [] : movedRanges(before, after) }]
}
