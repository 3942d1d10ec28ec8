import type { StatedDay } from './calendar-content.ts'

const YEARS = { first: 2004, last: 2035 } as const

/**
 * The days off of Xiangxi (4331) for its founding, 20 and 21 September of every year of the table of days: also when the
 * nation works on them. Source: clauses.md, "The calendar".
 */
export const foundingDays = (): readonly StatedDay[] =>
  Array.from({ length: YEARS.last - YEARS.first + 1 }, (_, index) => YEARS.first + index).flatMap(
    (year): readonly StatedDay[] => [
      { date: `${year}-09-20`, kind: 'off', name: '州庆' },
      { date: `${year}-09-21`, kind: 'off', name: '州庆' },
    ],
  )
