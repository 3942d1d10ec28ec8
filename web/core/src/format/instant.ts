const OFFSET = 8 * 3_600_000

const shifted = (instant: string): string => new Date(Date.parse(instant) + OFFSET).toISOString()

/** `10:24`, local time of Asia/Shanghai. */
export const clockTime = (instant: string): string => shifted(instant).slice(11, 16)

/** `11-20 10:24` */
export const monthDayTime = (instant: string): string =>
  `${shifted(instant).slice(5, 10)} ${shifted(instant).slice(11, 16)}`

/** `2026-11-20 10:24` */
export const dateTime = (instant: string): string =>
  `${shifted(instant).slice(0, 10)} ${shifted(instant).slice(11, 16)}`

/** `2026-11-20 10:24:08` */
export const exactTime = (instant: string): string =>
  `${shifted(instant).slice(0, 10)} ${shifted(instant).slice(11, 19)}`

/** Today's instants by clock time, others with month and day. */
export function shortTime(instant: string, now: Date): string {
  const today = new Date(now.getTime() + OFFSET).toISOString().slice(0, 10)
  return shifted(instant).slice(0, 10) === today ? clockTime(instant) : monthDayTime(instant)
}
