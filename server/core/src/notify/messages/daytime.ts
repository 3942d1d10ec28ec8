import { localDayNumber, localDayStart } from '../../clock/local-time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

/** A time of day in Asia/Shanghai, HH:MM. */
export const isDaytime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/u.test(text)

const minutesOf = (daytime: string): number => Number(daytime.slice(0, 2)) * 60 + Number(daytime.slice(3))

/** The next instant at which it is that time in Asia/Shanghai. */
export function nextAt(daytime: string, now: Date): Date {
  const at = localDayStart(localDayNumber(now.getTime())) + minutesOf(daytime) * MINUTE_MS
  return new Date(at > now.getTime() ? at : at + DAY_MS)
}

/** Whether an instant lies in a stretch of the day, which may go over midnight; none when it ends where it begins. */
export function isWithin(from: string, to: string, now: Date): boolean {
  const minute = Math.floor((now.getTime() - localDayStart(localDayNumber(now.getTime()))) / MINUTE_MS)
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  return begins <= ends ? minute >= begins && minute < ends : minute >= begins || minute < ends
}
