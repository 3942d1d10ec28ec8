const FIRST_MS = 5_000
const LONGEST_MS = 6 * 3_600_000
/** For so long a delivery is tried again; then its webhook is stopped. */
const RETRY_MS = 3 * 86_400_000

/**
 * When a delivery that has failed since `begunAt` is tried again: after 5 seconds, then after as long as it has failed
 * already, so that waits double, up to 6 hours; each shortened by chance to as little as half, so that what failed together
 * does not come back together. Never before the receiver's pause is over, which counts up to the same 6 hours. Null when the
 * three days are over.
 * @param wish the pause that the receiver asks for, in milliseconds; chance from 0 to 1
 */
export function nextAttempt(
  begunAt: Date,
  now: Date,
  wish: { readonly pauseMs?: number | undefined; readonly chance?: number } = {},
): Date | null {
  const { pauseMs = 0, chance = Math.random() } = wish
  const failing = now.getTime() - begunAt.getTime()
  const longest = Math.min(Math.max(failing, FIRST_MS), LONGEST_MS)
  const wait = Math.max(longest * (0.5 + chance / 2), Math.min(pauseMs, LONGEST_MS))
  return failing + wait > RETRY_MS ? null : new Date(now.getTime() + wait)
}
