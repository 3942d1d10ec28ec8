import type { Spread } from '../tables.ts'

/** Whether a spread is a trend: at least so many different units (7-b). One unit many times is none. */
export const isTrend = ({ units }: Spread, { trendUnits }: { readonly trendUnits: number }): boolean =>
  units >= trendUnits
