import type { DayShape } from '../types.ts'
import type { DifferingDay } from './differing-days.ts'
import { hoursOf } from './shown-days.ts'

/** A day that differs, as it is shown; no hours are a day off. */
export type DifferingHours = {
  readonly date: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** How a day that differs is shown. */
export const differingHours = ({ date, before, after }: DifferingDay): DifferingHours => {
  const shown = (shape: DayShape | null) => (shape === null ? [] : hoursOf(shape.spans))
  return { date, before: shown(before), after: shown(after) }
}
