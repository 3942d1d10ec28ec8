import type { TestPlatform } from '../platform.ts'
import type { Canary } from './canaries.ts'
import { wordOf } from './canary-names.ts'
import type { FilledPlace } from './fill-world.ts'

/** A rule pack at each region. Its rules are known to the region, to those above it and to those within it. */
export async function fillPacks(
  { database, clock }: TestPlatform,
  places: readonly FilledPlace[],
): Promise<readonly Canary[]> {
  const createdAt = await clock.now()
  const first = [...new Map(places.toReversed().map((place) => [place.regionId, place])).values()]
  const rows = first.map(({ region, regionId, name }) => ({
    id: region,
    version: 1,
    regionId,
    effectiveFrom: '2026-03-20',
    content: '[]',
    note: `规则 ${wordOf(name)}`,
    createdAt,
    createdBy: 'matrix',
  }))
  await database.withScope({ mode: 'administration' }, (trx) => trx.insertInto('core.rulePack').values(rows).execute())
  return first.map(({ name, lo, hi }) => ({
    text: `规则 ${wordOf(name)}`,
    of: 'a note on a rule pack',
    isFor: (reach) => (lo <= reach.lo && hi >= reach.hi) || (lo >= reach.lo && hi <= reach.hi),
  }))
}
