import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import type { Region } from '../registers/region.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Figure, Sums } from './figure.ts'
import { figureOf, measuresOf, needsStock, notInScope } from './figure.ts'
import type { Indicator } from './indicator.ts'
import type { Period } from './period.ts'
import { BEGINNING, cutPeriod } from './period.ts'
import type { Recounted } from './recount.ts'
import type { Part, SumTable } from './region-sums.ts'
import { hasDays, readSums } from './region-sums.ts'
import { daySeries, monthSeries } from './series.ts'
import { splitSums } from './split-sums.ts'
import type { TargetOf } from './targets.ts'

export const ROLLUP_BYS = ['CHILDREN', 'DAY', 'MONTH', 'ORGANISATION', 'CHANNEL'] as const
export type RollupBy = (typeof ROLLUP_BYS)[number]

/** Counts measures again from records, for places and days that have no totals. */
export type Recount = (
  trx: Transaction<CoreTables>,
  measures: readonly string[],
  reach: Reach,
  period: Period,
  source: string | null,
) => Promise<readonly Recounted[]>

export type RollupBasis = {
  readonly tree: RegionTree
  readonly recount: Recount
  /** The local date of now. */
  readonly today: string
  /** May still be on its way, so that targets are read with the sums. */
  readonly targets: TargetOf | Promise<TargetOf>
  /** Whether the deltas of a measure name an organisation. */
  readonly isByOrganisation: (measure: string) => boolean
}

/** What is asked of any number of regions alike. */
export type RollupQuestion = Period & {
  /** What the asker reaches of all of them together. */
  readonly reach: Reach
  readonly by: RollupBy | null
  readonly source: string | null
  /** Without it only the rows are read. */
  readonly withTotals: boolean
}

/** One region with the indicators that are asked of it; split by organisation or channel it is a county or above. */
export type AskedOfRegion = { readonly region: Region; readonly indicators: readonly Indicator[] }

export type RollupRow = { readonly key: string; readonly region: Region | null; readonly figure: Figure }

export type Rollup = {
  readonly indicator: Indicator
  /** Of the region with all within it, and of its own halls alone. */
  readonly totals: { readonly total: Figure; readonly own: Figure } | null
  readonly rows: readonly RollupRow[]
}

/** All measures that some indicators are made of, and those of which running sums are wanted. */
export type Measures = { readonly all: readonly string[]; readonly stocks: readonly string[] }

/**
 * For each region one rollup per indicator; all sums are read together, however many regions there are. Who is bound to
 * an organisation gets the figures of that organisation where they are kept apart, who is bound to a hall none: never
 * those of the whole.
 */
export const rollups = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  question: RollupQuestion,
  asked: readonly AskedOfRegion[],
): Promise<readonly (readonly Rollup[])[]> => {
  const indicators = asked.flatMap((one) => one.indicators)
  const measures = measuresIn(indicators)
  const regions = [...new Set(asked.map(({ region }) => region))]
  const needsSums = question.withTotals || question.by === 'CHILDREN'
  const [targetOf, sumsOf, buckets] = await Promise.all([
    basis.targets,
    needsSums ? readPlaceSums(trx, basis, question, regions, measures) : undefined,
    readBuckets(trx, basis, question, regions, measures),
  ])
  const figuresOf = figureMaker(basis, question.reach, targetOf)
  const answer = (region: Region, indicator: Indicator, rows: ReadonlyMap<string, Sums>): Rollup => {
    const figure = figuresOf(indicator)
    const whole = (place: Region): Figure => figure(place, sumsOf?.(place, 'whole') ?? NO_SUMS, 'whole')
    const children = question.by === 'CHILDREN' ? basis.tree.childrenOf(region) : []
    return {
      indicator,
      totals: question.withTotals
        ? { total: whole(region), own: figure(region, sumsOf?.(region, 'own') ?? NO_SUMS, 'own') }
        : null,
      rows: [
        ...children.map((child) => ({ key: child.code, region: child, figure: whole(child) })),
        ...[...rows].map(([key, sums]) => ({
          key,
          region: null,
          figure: figure(region, sums, 'whole'),
        })),
      ],
    }
  }
  return asked.map((one) => {
    const rows = buckets(one)
    return one.indicators.map((indicator) => answer(one.region, indicator, rows))
  })
}

const NO_SUMS: Sums = { flow: () => 0, stock: () => 0 }

const measuresIn = (indicators: readonly Indicator[]): Measures => ({
  all: [...new Set(indicators.flatMap(measuresOf))],
  stocks: [...new Set(indicators.filter(needsStock).flatMap(measuresOf))],
})

type Side = 'own' | 'whole'

/** Flow and stock sums of the regions and, by children, of those right below. */
const readPlaceSums = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  question: RollupQuestion,
  regions: readonly Region[],
  { all, stocks }: Measures,
): Promise<(place: Region, side: Side) => Sums> => {
  const parts = partsOf(regions, question.by === 'CHILDREN' ? basis.tree.childrenOf : () => [])
  const read = (measures: readonly string[], from: string): Promise<SumTable> =>
    readSums(
      trx,
      { ...question, recount: basis.recount },
      parts,
      measures,
      cutPeriod({ from, to: question.to }, basis.today),
    )
  const [flow, stock] = await Promise.all([read(all, question.from), read(stocks, BEGINNING)])
  return (place, side) => ({
    flow: (measure) => flow.of(place, measure)[side],
    stock: (measure) => stock.of(place, measure)[side],
  })
}

const partsOf = (regions: readonly Region[], below: (region: Region) => readonly Region[]): readonly Part[] => {
  const taken = new Set<number>()
  const isNew = ({ id }: Region): boolean => !taken.has(id) && taken.add(id).has(id)
  return regions.map((region) => ({ region, places: [region, ...below(region)].filter(isNew) }))
}

type BucketsOf = (asked: AskedOfRegion) => ReadonlyMap<string, Sums>

/** Sums by day, month, organisation or channel. */
const readBuckets = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  question: RollupQuestion,
  regions: readonly Region[],
  measures: Measures,
): Promise<BucketsOf> => {
  const none: ReadonlyMap<string, Sums> = new Map()
  switch (question.by) {
    case null:
    case 'CHILDREN':
      return () => none
    case 'DAY':
    case 'MONTH': {
      const read = question.by === 'DAY' ? daySeries : monthSeries
      const series = await read(trx, basis, question, regions, measures)
      return ({ region }) => series.get(region) ?? none
    }
    case 'ORGANISATION':
    case 'CHANNEL': {
      const by = question.by === 'CHANNEL' ? 'channel' : 'organisation_id'
      const split = new Map(
        await Promise.all(
          regions.map(async (region) => [region, await splitSums(trx, question, region, measures, by)] as const),
        ),
      )
      return ({ region, indicators }) => split.get(region)?.(measuresIn(indicators)) ?? none
    }
  }
}

/**
 * Makes figures of an indicator out of sums. For a reader who is bound to an organisation figures are kept for counties
 * and above, their own halls apart from the whole only above the county; for one who is bound to a hall none are kept.
 */
const figureMaker = (basis: RollupBasis, reach: Reach, targetOf: TargetOf) => (indicator: Indicator) => {
  const isSplit = measuresOf(indicator).every(basis.isByOrganisation)
  return (place: Region, sums: Sums, side: Side): Figure => {
    const isKept = hasDays(place) && (side === 'whole' || place.level !== 'COUNTY')
    const isWhole = reach.organisationId === null
    return reach.hallId === null && (isWhole || (isSplit && isKept))
      ? figureOf(indicator, sums, targetOf(indicator, place))
      : notInScope
  }
}
