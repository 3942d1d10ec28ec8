import type { Effect } from '../tables.ts'

const DAY_MS = 86_400_000

/** When a closed repair is old enough to be judged. */
export const effectDueAt = (closedAt: Date, effectDays: number): Date =>
  new Date(closedAt.getTime() + effectDays * DAY_MS)

/**
 * What a closed repair came to: `repeatedAt` is the first finding of the same cause at the unit after it was closed. A
 * finding after the days are over says nothing about it any more.
 */
export const effectOf = (dueAt: Date, repeatedAt: Date | null, now: Date): Effect => {
  if (repeatedAt !== null && repeatedAt <= dueAt) return 'REPEATED'
  return now >= dueAt ? 'EFFECTIVE' : 'PENDING'
}
