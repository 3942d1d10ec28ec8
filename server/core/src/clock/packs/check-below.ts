import { invalid } from '../../graphql/fault.ts'
import type { CardRule } from '../card-rule.ts'
import { localDate } from '../local-time.ts'
import type { RulePack } from '../rule-pack.ts'
import { contradictionOf } from './check-order.ts'
import { pairsOf } from './check-rules.ts'
import type { PackVersion } from './pack-version.ts'
import { RULE_MESSAGES as SAY } from './rule-messages.ts'
import { ruleName, type RulePacks } from './rule-packs.ts'

type Saving = {
  readonly stored: readonly PackVersion[]
  readonly added: PackVersion
  readonly before: RulePacks
  readonly after: RulePacks
  /** What a place with rules of its own is called. */
  readonly nameOf: (id: string) => string
}

/**
 * Refuses a version with which rules contradict one another that did not before, at a place below that states some of
 * its own or at a later instant from which another version holds.
 * @throws INVALID_INPUT at the stated rule of the first pair, else at the rules
 */
export const checkBelow = ({ stored, added, before, after, nameOf }: Saving): void => {
  const near = stored.filter((other) => other.scopeKey < added.scopeEnd && added.scopeKey < other.scopeEnd)
  const below = near.filter(({ scopeKey, scopeEnd }) => scopeKey >= added.scopeKey && scopeEnd <= added.scopeEnd)
  const places = new Map([[added.scopeKey, added.id], ...below.map(({ scopeKey, id }) => [scopeKey, id] as const)])
  const instants = [added.from, ...near.map(({ from }) => from).filter((from) => from > added.from)]
  for (const [scopeKey, id] of places) {
    for (const at of instants) {
      const former = contradictory(before.packFor(scopeKey, at))
      for (const [name, pair] of contradictory(after.packFor(scopeKey, at))) {
        if (!former.has(name)) throw refusal(pair, added.rules, nameOf(id), at)
      }
    }
  }
}

type Pair = readonly [lower: CardRule, higher: CardRule]

/** The pairs of rules that contradict each other, by the names of both. */
const contradictory = (pack: RulePack): ReadonlyMap<string, Pair> =>
  new Map(
    [...new Set(pack.rules.map(({ clock }) => clock))]
      .flatMap((clock) => pairsOf(pack.rulesOf(clock)))
      .filter(([lower, higher]) => contradictionOf(lower, higher) !== null)
      .map((pair) => [pair.map(ruleName).join(), pair]),
  )

const refusal = ([lower, higher]: Pair, stated: readonly CardRule[], place: string, at: Date) => {
  const index = stated.findIndex((rule) => rule === lower || rule === higher)
  const say = contradictionOf(lower, higher) === 'NOT_BEFORE' ? SAY.notBefore : SAY.unequalLimits
  const message = SAY.below(place, localDate(at), say(lower.clock, lower.level, higher.level))
  return invalid(message, ['input', 'rules', ...(index < 0 ? [] : [String(index)])])
}
