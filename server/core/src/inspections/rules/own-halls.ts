import type { ScopeRange } from '../../graphql/context.ts'

type Grant = ScopeRange & { readonly personId: string; readonly name: string; readonly hallId: number | null }
type Target = { readonly hallId: number; readonly placeKey: number }
type Framed = { readonly personId: string; readonly name: string; readonly ownHalls: number[] }

/**
 * Each inspector with the halls of the own unit: to which a grant is bound, and those in a region that a grant names
 * when it is only a part of the one that inspects.
 */
export function frameInspectors(
  grants: readonly Grant[],
  targets: readonly Target[],
  { lo, hi }: ScopeRange,
): readonly Framed[] {
  const isPart = (grant: Grant) => grant.lo > lo || grant.hi < hi
  const isOwn = (grant: Grant, { hallId, placeKey }: Target) =>
    grant.hallId === null ? isPart(grant) && placeKey >= grant.lo && placeKey < grant.hi : grant.hallId === hallId
  return [...Map.groupBy(grants, ({ personId }) => personId)].map(([personId, held]) => {
    const own = targets.filter((target) => held.some((grant) => isOwn(grant, target)))
    return { personId, name: held[0]?.name ?? personId, ownHalls: own.map(({ hallId }) => hallId) }
  })
}
