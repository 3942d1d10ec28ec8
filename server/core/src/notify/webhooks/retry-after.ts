/** The answers with which a receiver may ask for time (RFC 9110, 15.6.4; RFC 6585, 4). */
const ASKING: ReadonlySet<number> = new Set([429, 503])

/** For how long a receiver asks to be left alone, in milliseconds: seconds or a date, as Retry-After is written; else 0. */
export function retryAfter(status: number, written: string | undefined, now: number = Date.now()): number {
  if (written === undefined || !ASKING.has(status)) return 0
  const wait = /^\d{1,9}$/u.test(written) ? Number(written) * 1_000 : Date.parse(written) - now
  return wait > 0 ? wait : 0
}
