import { DAY_UNITS, localDate, type Contribution } from '@zhikong/core'

/** One more on the local day of an instant; nothing without one. */
export const onDay = (at: Date | null, n = 1): readonly Contribution[] =>
  at === null ? [] : [{ day: localDate(at), n }]

/** Work time in standard days. */
export const workingDays = (units: number): number => units / DAY_UNITS
