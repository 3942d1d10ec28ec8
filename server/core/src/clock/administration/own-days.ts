import type { StatedDay } from '../calendar-content.ts'

/**
 * What is left of a full copy when the days of the calendar above are taken out: each of them once, so that a day that
 * the place has for a reason of its own stays, also where the nation says the same.
 */
export const ownDaysOf = (copy: readonly StatedDay[], above: readonly StatedDay[]): readonly StatedDay[] => {
  const taken = new Set(above.map(nameOf))
  return copy.filter((day) => !taken.delete(nameOf(day)))
}

const nameOf = ({ date, kind }: StatedDay): string => `${date} ${kind}`
