import type { WorkCalendar } from '@zhikong/core'
import { dayWeight } from '@zhikong/server'
import type { DataSet } from './data-set.ts'
import { daysOf } from './data-set.ts'

/** How many cases come on a day. */
export type DayOfCases = { readonly day: string; readonly cases: number }

/** Spreads the cases over the year as people come: working days, more on Mondays, little on days off. Adds up exactly. */
export const casesByDay = (set: DataSet, calendar: WorkCalendar): readonly DayOfCases[] => {
  const days = daysOf(set)
  const weights = days.map((day) => dayWeight(calendar, day))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let [weight, given] = [0, 0]
  return days.map((day, n) => {
    weight += weights[n] ?? 0
    const upTo = n === days.length - 1 ? set.cases : Math.round((set.cases * weight) / all)
    const cases = upTo - given
    given = upTo
    return { day, cases }
  })
}

/** Most cases that are made, and held in memory, at a time. */
const IN_MEMORY = 40_000
const LONGEST = 15

/**
 * Runs of days that are loaded as one: as many as fit into memory, so that batches may be of few places. Deltas then
 * change few totals.
 */
export const stretchesOf = (days: readonly DayOfCases[]): readonly (readonly DayOfCases[])[] => {
  const stretches: DayOfCases[][] = []
  let cases = 0
  for (const day of days) {
    const last = stretches.at(-1)
    cases += day.cases
    if (last !== undefined && last.length < LONGEST && cases <= IN_MEMORY) last.push(day)
    else {
      stretches.push([day])
      ;({ cases } = day)
    }
  }
  return stretches
}
