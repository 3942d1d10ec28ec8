/** Which made-up cases: the same numbers give the same cases, event by event. */
export type DataSet = {
  readonly cases: number
  readonly seed: number
  /** The last of its 365 days, a local date (Asia/Shanghai); what would happen later has not happened. */
  readonly until: string
}

const DAYS = 365
const DAY_MS = 86_400_000

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The day before a local date: the newest that is over on it, and so may end a data set. */
export const dayBefore = (day: string): string => dateOf(Date.parse(`${day}T00:00:00Z`) - DAY_MS)

/** The days on which cases come, in their order. */
export const daysOf = ({ until }: Pick<DataSet, 'until'>): readonly string[] =>
  Array.from({ length: DAYS }, (_, n) => dateOf(Date.parse(`${until}T00:00:00Z`) - (DAYS - 1 - n) * DAY_MS))

/** The instant at which a data set ends: midnight after its last day. */
export const endOf = ({ until }: Pick<DataSet, 'until'>): Date =>
  new Date(Date.parse(`${until}T00:00:00+08:00`) + DAY_MS)
