import type { Selectable, Transaction } from 'kysely'
import type { RegionTree } from '../../registers/region-tree.ts'
import { holdsFrom, type PackVersion } from './pack-version.ts'
import { makeRulePacks, type RulePacks } from './rule-packs.ts'
import type { StatedRule } from './stated-rule.ts'
import { readRules } from './stored-rules.ts'
import type { RulePackTable, RulePackTables } from './tables.ts'

/** Packs in memory, and what they were read from. */
export type LoadedPacks = { readonly packs: RulePacks; readonly tree: RegionTree; readonly count: number }

/**
 * Reads the packs of all places over the rules under them; gives back what was `loaded` before when nothing came to it since. Versions are only
 * ever added, so that their number tells.
 */
export const loadRulePacks = async (
  trx: Transaction<RulePackTables>,
  tree: RegionTree,
  base: readonly StatedRule[],
  loaded?: LoadedPacks,
): Promise<LoadedPacks> => {
  const { n } = await trx
    .selectFrom('core.rulePack')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const count = Number(n)
  if (loaded !== undefined && loaded.tree === tree && loaded.count === count) return loaded
  const rows = await trx.selectFrom('core.rulePack').selectAll().execute()
  const versions = rows.map((row) => toVersion(row, tree))
  return { packs: makeRulePacks(versions, base), tree, count: rows.length }
}

/** A stored version at its place. Throws RangeError when its region is in no register. */
export const toVersion = (row: Selectable<RulePackTable>, tree: RegionTree): PackVersion => {
  const { id, version, regionId, effectiveFrom, createdAt, content } = row
  const region = tree.byId(regionId)
  if (region === undefined) throw new RangeError(`Rule pack ${id} belongs to no region`)
  const { scopeKey, scopeEnd } = region
  return { id, version, scopeKey, scopeEnd, from: holdsFrom(effectiveFrom, createdAt), rules: readRules(content) }
}
