import type { Person, ReportingHall } from './plan.ts'

/** Where the codes of a province, a city, a county and a township end; the rest are zeros. */
const LEVEL_ENDS = [2, 4, 6, 9] as const

/** The digits of a region that all within share: 430100000000 is 4301, and 431000000000 is 4310. */
const prefixOf = (region: string): string =>
  region.slice(
    0,
    LEVEL_ENDS.find((end) => /^0*$/.test(region.slice(end))),
  )

/** Whether somebody is told of what happens in a hall. */
export const covers = ({ region, organisation }: Person, hall: ReportingHall): boolean =>
  hall.region.startsWith(prefixOf(region)) && (organisation === null || organisation === hall.organisation)
