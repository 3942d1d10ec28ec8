import type { Person, ReportingHall } from './plan.ts'

/** The digits of a region that all within share: 430100000000 is 4301. */
const prefixOf = (region: string): string => region.replace(/(?:00|000)*$/, '').padEnd(2, '0')

/** Whether somebody is told of what happens in a hall. */
export const covers = ({ region, organisation }: Person, hall: ReportingHall): boolean =>
  hall.region.startsWith(prefixOf(region)) && (organisation === null || organisation === hall.organisation)
