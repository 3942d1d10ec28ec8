import DataLoader from 'dataloader'
import { readerScope } from '../../access/scope.ts'
import type { ReadingDatabase, RequestContext } from '../../graphql/context.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { hasDays } from '../region-sums.ts'
import type { AskedOfRegion, Rollup, RollupBasis, RollupQuestion } from '../rollup.ts'
import { rollups } from '../rollup.ts'

/** Rollups of a region that its asker may read as a whole. */
export type AskedRollups = AskedOfRegion &
  Omit<RollupQuestion, 'reach'> & {
    /** The local date of now. */
    readonly today: string
    readonly registers: RegisterSnapshot
  }

/** Makes what the figures of a question rest on. */
export type BasisOf = (trx: ReadingDatabase, asked: AskedRollups) => RollupBasis

/** Answers rollups; what the fields of one request ask for at the same moment is read in one transaction. */
export type ReadRollups = (context: RequestContext, asked: AskedRollups) => Promise<readonly Rollup[]>

/** What of a request asks about the same days in the same way is read by the same statements, whatever the regions. */
export const gatherRollups = (basisOf: BasisOf): ReadRollups => {
  const loaders = new WeakMap<RequestContext, DataLoader<AskedRollups, readonly Rollup[]>>()
  return (context, asked) => {
    const known = loaders.get(context)
    const loader =
      known ??
      new DataLoader<AskedRollups, readonly Rollup[]>((all) => readApartIfNeeded(context, all, basisOf), {
        cache: false,
        // Early enough for the transaction to be shared with what else the request reads: see `sharedReads`.
        batchScheduleFn: (read) => void Promise.resolve().then(read),
      })
    if (known === undefined) loaders.set(context, loader)
    return loader.load(asked)
  }
}

/** Reads change nothing and may run a second time: when one of several fails, each fails or succeeds by itself. */
const readApartIfNeeded = async (
  context: RequestContext,
  all: readonly AskedRollups[],
  basisOf: BasisOf,
): Promise<readonly (readonly Rollup[] | Error)[]> => {
  try {
    return await readTogether(context, all, basisOf)
  } catch (error) {
    if (all.length === 1) throw error
    const apart = await Promise.allSettled(all.map((one) => readTogether(context, [one], basisOf)))
    return apart.map((one) => (one.status === 'fulfilled' ? (one.value[0] ?? []) : (one.reason as Error)))
  }
}

const readTogether = async (
  context: RequestContext,
  all: readonly AskedRollups[],
  basisOf: BasisOf,
): Promise<readonly (readonly Rollup[])[]> => {
  const range = {
    lo: Math.min(...all.map(({ region }) => region.scopeKey)),
    hi: Math.max(...all.map(({ region }) => region.scopeEnd)),
  }
  const reach = readerScope(context.principal, range)
  // Below the county the days at the ends are counted from records, statement after statement.
  const isFromTotals = all.every(({ region, by, registers }) =>
    [region, ...(by === 'CHILDREN' ? registers.tree.childrenOf(region) : [])].every(hasDays),
  )
  const answers = new Map<AskedRollups, readonly Rollup[]>()
  await context.read(
    (trx) =>
      Promise.all(
        [...Map.groupBy(all, alike).values()].map(async (group) => {
          const [first] = group
          if (first === undefined) return
          const withTotals = group.some((one) => one.withTotals)
          const found = await rollups(trx, basisOf(trx, first), { ...first, withTotals, reach }, group)
          for (const [at, one] of group.entries()) answers.set(one, found[at] ?? [])
        }),
      ),
    range,
    { atOnce: isFromTotals, kept: isFromTotals },
  )
  return all.map((one) => answers.get(one) ?? [])
}

const alike = ({ from, to, by, source, today }: AskedRollups): string => JSON.stringify([from, to, by, source, today])
