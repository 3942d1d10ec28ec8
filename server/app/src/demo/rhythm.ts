import { isWorkday } from '@zhikong/core'
import type { WorkCalendar } from '@zhikong/core'
import type { Random } from './random.ts'
import { pickWeighted } from './random.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const HALL_CHANNELS = ['WINDOW', 'KIOSK', 'POST'] as const
const ONLINE_CHANNELS = ['PORTAL', 'APP', 'MINI_PROGRAM'] as const
export type Channel = (typeof HALL_CHANNELS)[number] | (typeof ONLINE_CHANNELS)[number]

const HALL_CHANNEL_ENDS = [46, 51, 54]
const ONLINE_CHANNEL_ENDS = [20, 34, 46]
const ONLINE_SHARE = 0.46

/** Weights of the hours of a day, added up: two humps where people come, a long evening where they do not have to. */
const HALL_HOURS = [9, 10, 11, 13, 14, 15, 16] as const
const HALL_HOUR_ENDS = [22, 46, 60, 64, 80, 94, 100]
const ONLINE_HOURS = [0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23] as const
const ONLINE_HOUR_ENDS = [1, 2, 4, 8, 17, 27, 35, 39, 43, 52, 61, 69, 74, 78, 83, 89, 94, 98, 100]

/** What comes on a day beside an ordinary working day: more on Mondays, little and only online on days off. */
export const dayWeight = (calendar: WorkCalendar, day: string): number => {
  if (!isWorkday(calendar, day)) return 0.11
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1 ? 1.2 : 1
}

/** By which channel, and at what instant of a local day, an applicant comes. */
export const arrivalOf = (
  random: Random,
  calendar: WorkCalendar,
  day: string,
): { readonly channel: Channel; readonly at: Date } => {
  const online = !isWorkday(calendar, day) || random() < ONLINE_SHARE
  const hour = online
    ? pickWeighted(random, ONLINE_HOURS, ONLINE_HOUR_ENDS)
    : pickWeighted(random, HALL_HOURS, HALL_HOUR_ENDS)
  const start = Date.parse(`${day}T00:00:00+08:00`)
  const at = new Date(start + Math.min(DAY_MS - 1_000, Math.floor((hour + random()) * 3_600) * 1_000))
  const channel = online
    ? pickWeighted(random, ONLINE_CHANNELS, ONLINE_CHANNEL_ENDS)
    : pickWeighted(random, HALL_CHANNELS, HALL_CHANNEL_ENDS)
  return { channel, at }
}
