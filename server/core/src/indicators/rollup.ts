import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import { invalid } from '../graphql/fault.ts'
import type { Region } from '../registers/region.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Figure, Sums, Target } from './figure.ts'
import { figureOf, measuresOf, needsStock, notInScope } from './figure.ts'
import type { Indicator } from './indicator.ts'
import type { CutPeriod, Period } from './period.ts'
import { cutPeriod } from './period.ts'
import type { Recounted } from './recount.ts'
import { selectAreas, selectSplit, selectSums } from './select-sums.ts'
import { daySeries, monthSeries } from './series.ts'

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
  readonly targetOf: (indicator: Indicator, region: Region) => Target | null
  /** Whether the deltas of a measure name an organisation. */
  readonly isByOrganisation: (measure: string) => boolean
}

export type RollupInput = Period & {
  readonly region: Region
  /** What of the region the asker reaches. */
  readonly reach: Reach
  readonly indicators: readonly Indicator[]
  readonly by: RollupBy | null
  readonly source: string | null
}

export type RollupRow = { readonly key: string; readonly region: Region | null; readonly figure: Figure }

export type Rollup = {
  readonly indicator: Indicator
  readonly total: Figure
  readonly own: Figure
  readonly rows: readonly RollupRow[]
}

/** The reach, narrowed to a region. */
export const within = ({ scopeKey, scopeEnd }: Region, reach: Reach): Reach => ({
  ...reach,
  lo: Math.max(reach.lo, scopeKey),
  hi: Math.min(reach.hi, scopeEnd),
})

/** Measure totals of one region: what is its own, and with all within it. */
export type RegionSums = { readonly own: Sums; readonly whole: Sums }

/** Whether a region has totals by day; below the county they are kept by month. */
export const hasDays = ({ level }: Region): boolean => level !== 'TOWNSHIP' && level !== 'VILLAGE'

/** When running sums begin. */
export const BEGINNING = '2000-01-01'

/**
 * One rollup per indicator; their sums are read together. Who is bound to an organisation gets the figures of that
 * organisation where they are kept apart, who is bound to a hall none: never those of the whole.
 */
export const rollup = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  input: RollupInput,
): Promise<readonly Rollup[]> => {
  const { region, by } = input
  const wanted = by === 'CHILDREN' ? [region, ...basis.tree.childrenOf(region)] : [region]
  const summing = sumsOf(trx, basis, input, wanted)
  const [sums, rowsOf] = await Promise.all([summing, rowsBy(trx, basis, input, summing)])
  return input.indicators.map((indicator): Rollup => {
    const own = sumsFor(sums, region)
    const figure = figuresOf(basis, input, indicator)
    return {
      indicator,
      total: figure(region, own.whole, 'whole'),
      own: figure(region, own.own, 'own'),
      rows: rowsOf(indicator),
    }
  })
}

const sumsFor = (sums: ReadonlyMap<number, RegionSums>, region: Region): RegionSums => {
  const found = sums.get(region.id)
  if (found === undefined) throw new Error(`No sums were read for region ${region.code}`)
  return found
}

type RowsOf = (indicator: Indicator) => readonly RollupRow[]

const rowsBy = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  input: RollupInput,
  summing: Promise<ReadonlyMap<number, RegionSums>>,
): Promise<RowsOf> => {
  const { region, by } = input
  switch (by) {
    case null:
      return () => []
    case 'CHILDREN': {
      const sums = await summing
      return (indicator) =>
        basis.tree.childrenOf(region).map((child) => ({
          key: child.code,
          region: child,
          figure: figuresOf(basis, input, indicator)(child, sumsFor(sums, child).whole, 'whole'),
        }))
    }
    case 'DAY':
      return bucketRows(basis, input, await daySeries(trx, basis, input, allMeasures(input.indicators)))
    case 'MONTH':
      return bucketRows(basis, input, await monthSeries(trx, basis, input, allMeasures(input.indicators)))
    case 'ORGANISATION':
    case 'CHANNEL':
      return bucketRows(basis, input, await splitSums(trx, input, by === 'CHANNEL' ? 'channel' : 'organisation_id'))
  }
}

const bucketRows =
  (basis: RollupBasis, input: RollupInput, buckets: ReadonlyMap<string, Sums>): RowsOf =>
  (indicator) =>
    [...buckets].map(([key, bucket]) => ({
      key,
      region: null,
      figure: figuresOf(basis, input, indicator)(input.region, bucket, 'whole'),
    }))

/**
 * Makes figures of an indicator out of sums. For a reader who is bound to an organisation figures are kept for counties
 * and above, their own halls apart from the whole only above the county; for one who is bound to a hall none are kept.
 */
const figuresOf = (basis: RollupBasis, { reach }: RollupInput, indicator: Indicator) => {
  const isSplit = measuresOf(indicator).every(basis.isByOrganisation)
  return (place: Region, sums: Sums, side: 'own' | 'whole'): Figure => {
    const isKept = hasDays(place) && (side === 'whole' || place.level !== 'COUNTY')
    const isWhole = reach.organisationId === null
    return reach.hallId === null && (isWhole || (isSplit && isKept))
      ? figureOf(indicator, sums, basis.targetOf(indicator, place))
      : notInScope
  }
}

/** All measures that some indicators are made of. */
export const allMeasures = (indicators: readonly Indicator[]): readonly string[] => [
  ...new Set(indicators.flatMap(measuresOf)),
]

/** Flow and stock sums of some regions, which all lie in or are the region asked for. */
const sumsOf = async (
  trx: Transaction<CoreTables>,
  basis: RollupBasis,
  input: RollupInput,
  wanted: readonly Region[],
): Promise<ReadonlyMap<number, RegionSums>> => {
  const measures = allMeasures(input.indicators)
  const stocks = allMeasures(input.indicators.filter(needsStock))
  const untilEnd = cutPeriod({ from: BEGINNING, to: input.to }, basis.today)
  const [flow, stock] = await Promise.all([
    readSums(trx, basis, input, wanted, measures, cutPeriod(input, basis.today)),
    readSums(trx, basis, input, wanted, stocks, untilEnd),
  ])
  const of = (sums: Table, id: number, side: 'own' | 'whole') => (measure: string) =>
    sums.get(`${id}\n${measure}`)?.[side] ?? 0
  return new Map(
    wanted.map(({ id }) => [
      id,
      {
        own: { flow: of(flow, id, 'own'), stock: of(stock, id, 'own') },
        whole: { flow: of(flow, id, 'whole'), stock: of(stock, id, 'whole') },
      },
    ]),
  )
}

type Table = Map<string, { own: number; whole: number }>

const readSums = async (
  trx: Transaction<CoreTables>,
  { recount }: RollupBasis,
  { region, reach, source }: RollupInput,
  wanted: readonly Region[],
  measures: readonly string[],
  cut: CutPeriod,
): Promise<Table> => {
  const table: Table = new Map()
  if (measures.length === 0) return table
  const put = (id: number, measure: string, own: number, whole: number): void => {
    const sum = table.get(`${id}\n${measure}`) ?? { own: 0, whole: 0 }
    table.set(`${id}\n${measure}`, { own: sum.own + own, whole: sum.whole + whole })
  }
  if (reach.organisationId !== null) {
    for (const { scopeKey, measure, n } of await selectAreas(trx, within(region, reach), { measures, source }, cut)) {
      for (const place of wanted) {
        if (scopeKey >= place.scopeKey && scopeKey < place.scopeEnd) {
          put(place.id, measure, scopeKey === place.scopeKey ? n : 0, n)
        }
      }
    }
    return table
  }
  const high = wanted.filter(hasDays)
  const low = wanted.filter((place) => !hasDays(place))
  for (const [places, withDays] of [
    [high, true],
    [low, false],
  ] as const) {
    if (places.length === 0) continue
    const regionIds = places.map(({ id }) => id)
    for (const row of await selectSums(trx, { reach, regionIds, measures, source }, cut, withDays)) {
      put(row.regionId, row.measure, row.own, row.whole)
    }
  }
  if (low.length === 0) return table
  for (const days of cut.days) {
    const rows = await recount(trx, measures, within(region, reach), days, source)
    for (const { scopeKey, regionId, measure, n } of rows) {
      for (const place of low) {
        if (scopeKey >= place.scopeKey && scopeKey < place.scopeEnd) {
          put(place.id, measure, regionId === place.id ? n : 0, n)
        }
      }
    }
  }
  return table
}

const splitSums = async (
  trx: Transaction<CoreTables>,
  { region, reach, indicators, from, to, source }: RollupInput,
  by: 'organisation_id' | 'channel',
): Promise<ReadonlyMap<string, Sums>> => {
  if (!hasDays(region)) {
    throw invalid(
      {
        'zh-CN': '县级以下不按机构或渠道拆分，请查询其所在县市区。',
        en: 'Below the county figures are not split; ask for its county.',
      },
      ['by'],
    )
  }
  const range = within(region, reach)
  const tables = await Promise.all(
    [
      { start: from, measures: allMeasures(indicators) },
      { start: BEGINNING, measures: allMeasures(indicators.filter(needsStock)) },
    ].map(async ({ start, measures }) => {
      const rows = await selectSplit(trx, by, range, measures, { from: start, to }, source)
      return new Map(rows.map(({ key, measure, n }) => [`${key}\n${measure}`, n]))
    }),
  )
  const [flow = new Map<string, number>(), stock = new Map<string, number>()] = tables
  const keys = [...new Set([...flow.keys(), ...stock.keys()].map((key) => key.split('\n')[0] ?? ''))].toSorted()
  return new Map(
    keys.map((key) => [
      key,
      {
        flow: (measure: string) => flow.get(`${key}\n${measure}`) ?? 0,
        stock: (measure: string) => stock.get(`${key}\n${measure}`) ?? 0,
      },
    ]),
  )
}
