import {
  type Figure,
  type Indicator,
  type Place,
  places,
  type RankRow,
  type Reader,
  type RegionRef,
  type RollupRow,
} from '@zhikong/ui'
import { columns, lead } from './indicator-codes.ts'
import { shortName } from './short-name.ts'

type Rolled = { readonly indicator: { readonly code: string }; readonly rows: readonly RollupRow[] }

const byRegion = (rolled: Rolled | undefined): ReadonlyMap<string, Figure> =>
  new Map((rolled?.rows ?? []).flatMap((row) => (row.region ? [[row.region.code, row.figure] as const] : [])))

type Settings = {
  readonly now: readonly Rolled[]
  readonly previous: readonly Rolled[]
  readonly children: readonly RegionRef[]
  readonly indicator: Pick<Indicator, 'better'>
  readonly trends: ReadonlyMap<string, readonly (number | null)[]> | undefined
  readonly reader: Reader
  readonly place: Place
}

/** The children of a region with place, move and figures, ranked by the on-time rate. */
export function rankRows({ now, previous, children, indicator, trends, reader, place }: Settings): readonly RankRow[] {
  const figures = new Map(now.map((each) => [each.indicator.code, byRegion(each)]))
  const before = byRegion(previous.find((each) => each.indicator.code === lead))
  const value = (of: ReadonlyMap<string, Figure> | undefined) =>
    children.map(({ code }) => ({ code, value: of?.get(code)?.value ?? null }))
  const higher = indicator.better !== 'LOWER'
  const ranks = places(value(figures.get(lead)), higher)
  const ranksBefore = places(value(before), higher)
  return children.map((child) => {
    const rank = ranks.get(child.code) ?? null
    const was = ranksBefore.get(child.code)
    return {
      code: child.code,
      name: shortName(reader.name(child)),
      href: place.toRegion(child.code),
      rank,
      move: rank === null || was === undefined ? null : was - rank,
      trend: trends?.get(child.code) ?? null,
      figures: Object.fromEntries([lead, ...columns].map((code) => [code, figures.get(code)?.get(child.code)])),
    }
  })
}
