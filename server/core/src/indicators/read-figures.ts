import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import type { CaseMeasure } from '../plugin.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Region } from '../registers/region.ts'
import type { Figure } from './figure.ts'
import type { Indicator } from './indicator.ts'
import type { Period } from './period.ts'
import { makeRecount } from './recounter.ts'
import { rollups } from './rollup.ts'
import { loadTargets } from './targets.ts'

/** Whose figures to read: a region with all within it, what somebody reaches of it, local days half-open. */
export type FiguresWanted = Period & {
  readonly tree: RegionTree
  readonly region: Region
  readonly reach: Reach
  /** The local date of now. */
  readonly today: string
}

/**
 * Figures of a region over a period for a plugin's own answers, by the code of the indicator: the same numbers as
 * `rollups` gives. The indicators need not be declared, but are made of these measures alone.
 */
export const readFigures = async (
  trx: Transaction<CoreTables>,
  { tree, today, region, ...wanted }: FiguresWanted,
  indicators: readonly Indicator[],
  measures: readonly CaseMeasure[],
): Promise<ReadonlyMap<string, Figure>> => {
  const basis = {
    tree,
    today,
    recount: makeRecount(measures, [], tree),
    isByOrganisation: () => true,
    targets: loadTargets(trx, tree, wanted.to < today ? wanted.to : today),
  }
  const question = { ...wanted, by: null, source: null, withTotals: true }
  const [answered = []] = await rollups(trx, basis, question, [{ region, indicators }])
  return new Map(answered.flatMap(({ indicator, totals }) => (totals === null ? [] : [[indicator.code, totals.total]])))
}
