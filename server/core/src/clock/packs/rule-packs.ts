import type { CardLevel, CardRule } from '../card-rule.ts'
import { DEFAULT_VERSION, type RulePack } from '../rule-pack.ts'
import { DEFAULT_RULES } from './base-rules.ts'
import { versionName, type PackVersion } from './pack-version.ts'
import type { StatedRule } from './stated-rule.ts'

/** The packs of all places, resolved for one place and one instant on request. */
export type RulePacks = {
  /** The rules for what begins at an instant in a place: rule by rule, the nearest place that states it wins. */
  readonly packFor: (scopeKey: number, at: Date) => RulePack
}

const LEVELS: readonly CardLevel[] = ['WARNING', 'YELLOW', 'RED']

/** Two rules of the same name are the same line of the table: of one, the nearest is taken as a whole. */
export const ruleName = ({ clock, level }: Pick<CardRule, 'clock' | 'level'>): string => `${clock} ${level}`

/**
 * Puts versions over the rules that lie under all places, see `baseRules`. Of one place the newest version counts that holds at the
 * instant: a version that was saved later replaces those planned before it. Kept per place and combination of versions,
 * since every case asks.
 */
export const makeRulePacks = (
  versions: readonly PackVersion[],
  base: readonly StatedRule[] = DEFAULT_RULES,
): RulePacks => {
  const packs = [...Map.groupBy(versions, ({ id }) => id).values()]
    .map((ofPlace) => ofPlace.toSorted((a, b) => b.version - a.version))
    .toSorted(([a], [b]) => span(a) - span(b))
  const chains = new Map<number, typeof packs>()
  const merged = new Map<string, RulePack>()
  const chainOf = (scopeKey: number): typeof packs => {
    const known = chains.get(scopeKey)
    if (known !== undefined) return known
    const chain = packs.filter(([any]) => any !== undefined && scopeKey >= any.scopeKey && scopeKey < any.scopeEnd)
    chains.set(scopeKey, chain)
    return chain
  }
  return {
    packFor: (scopeKey, at) => {
      const holding = chainOf(scopeKey).flatMap((newestFirst) => newestFirst.find(({ from }) => from <= at) ?? [])
      const name = holding.map(versionName).join(' ')
      const known = merged.get(name)
      if (known !== undefined) return known
      const pack = mergePack(holding, base)
      merged.set(name, pack)
      return pack
    },
  }
}

const span = (version: PackVersion | undefined): number =>
  version === undefined ? 0 : version.scopeEnd - version.scopeKey

/** The rules of a chain of places, the nearest first, over the base. */
const mergePack = (nearestFirst: readonly PackVersion[], base: readonly StatedRule[]): RulePack => {
  const stated = new Map(base.map(({ statedBy, ...rule }) => [ruleName(rule), { rule, version: statedBy }]))
  for (const version of nearestFirst.toReversed()) {
    for (const rule of version.rules) stated.set(ruleName(rule), { rule, version: versionName(version) })
  }
  const byClock = Map.groupBy(
    [...stated.values()].map(({ rule }) => rule),
    ({ clock }) => clock,
  )
  for (const [clock, rules] of byClock) {
    byClock.set(
      clock,
      rules.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
    )
  }
  const [nearest] = nearestFirst
  return {
    version: nearest === undefined ? DEFAULT_VERSION : versionName(nearest),
    rules: [...byClock.values()].flat(),
    rulesOf: (clock) => byClock.get(clock) ?? [],
    versionOf: (rule) => stated.get(ruleName(rule))?.version ?? DEFAULT_VERSION,
  }
}
