import type { Figure, RegionRef, Request } from '@zhikong/ui'
import { countiesQuery, trendsQuery } from './overview.query.ts'
import { AT_ONCE, inGroups } from './in-groups.ts'

type Span = { readonly from: string; readonly to: string }
type Trend = Span & { readonly by: 'DAY' | 'MONTH' }
export type CountyData = {
  readonly region: RegionRef
  readonly city: string
  readonly figures: Readonly<Record<string, Figure>>
}

const named = (codes: readonly string[]): Record<string, string> =>
  Object.fromEntries(codes.map((code, at) => [`r${at}`, code]))

/** The figures of all counties of some cities. */
export async function readCounties(
  request: Request,
  cities: readonly string[],
  indicators: readonly string[],
  span: Span,
  signal: AbortSignal,
): Promise<readonly CountyData[]> {
  const answers = await Promise.all(
    inGroups(cities, AT_ONCE).map(async (codes) => {
      const answer = await request(
        countiesQuery(codes.length),
        { indicators, from: span.from, to: span.to, ...named(codes) },
        signal,
      )
      return codes.flatMap((city, at) => {
        const counties = new Map<string, { region: RegionRef; city: string; figures: Record<string, Figure> }>()
        for (const { indicator, rows } of answer[`c${at}`] ?? []) {
          for (const { region, figure } of rows) {
            if (!region) continue
            const county = counties.get(region.code) ?? { region, city, figures: {} }
            county.figures[indicator.code] = figure
            counties.set(region.code, county)
          }
        }
        return [...counties.values()]
      })
    }),
  )
  return answers.flat()
}

/** The trend of one indicator in some regions, by region code. */
export async function readTrends(
  request: Request,
  codes: readonly string[],
  indicator: string,
  trend: Trend,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly (number | null)[]>> {
  const answers = await Promise.all(
    inGroups(codes, AT_ONCE).map(async (group) => {
      const answer = await request(
        trendsQuery(group.length),
        { indicator, from: trend.from, to: trend.to, by: trend.by, ...named(group) },
        signal,
      )
      return group.map((code, at) => [code, (answer[`c${at}`]?.rows ?? []).map((row) => row.figure.value)] as const)
    }),
  )
  return new Map(answers.flat())
}
