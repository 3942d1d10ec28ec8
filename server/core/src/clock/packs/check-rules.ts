import { invalid } from '../../graphql/fault.ts'
import type { CardRule } from '../card-rule.ts'
import type { RulePack } from '../rule-pack.ts'
import { contradictionOf } from './check-order.ts'
import { checkRule } from './check-rule.ts'
import { completeRule, type RuleDraft } from './rule-draft.ts'
import { RULE_MESSAGES as SAY } from './rule-messages.ts'
import { ruleName } from './rule-packs.ts'

const PATH = ['input', 'rules'] as const

/**
 * The whole rules that drafts stand for under what holds above them.
 * @param clocks the names there are
 * @throws INVALID_INPUT for the first rule that is unknown, doubled, incomplete or beyond what can be counted
 */
export const readDrafts = (
  drafts: readonly RuleDraft[],
  above: RulePack,
  clocks: readonly string[],
): readonly CardRule[] => {
  const seen = new Set<string>()
  return drafts.map((draft, index) => {
    const path = [...PATH, String(index)]
    const { clock, level } = draft
    if (!clocks.includes(clock)) throw invalid(SAY.unknownClock(clock, clocks), [...path, 'clock'])
    if (seen.has(ruleName(draft))) throw invalid(SAY.twice(clock, level), path)
    seen.add(ruleName(draft))
    const inherited = above.rulesOf(clock).find((rule) => rule.level === level)
    const rule = completeRule(draft, inherited)
    if (rule === null) throw invalid(SAY.withoutMoment, [...path, 'over'])
    checkRule(rule, path)
    return rule
  })
}

/**
 * Refuses rules that contradict one another, stated or inherited: a warning that comes with or after the yellow card.
 * @param stated the rules of the place itself, in the order in which they were given
 * @param pack all rules that would hold there
 * @throws INVALID_INPUT at the stated rule of the first pair
 */
export const checkContradictions = (stated: readonly CardRule[], pack: RulePack): void => {
  for (const clock of new Set(stated.map((rule) => rule.clock))) {
    for (const [lower, higher] of pairsOf(pack.rulesOf(clock))) {
      const contradiction = contradictionOf(lower, higher)
      const index = stated.findIndex((rule) => rule === lower || rule === higher)
      if (contradiction === null || index < 0) continue
      const say = contradiction === 'NOT_BEFORE' ? SAY.notBefore : SAY.unequalLimits
      throw invalid(say(clock, lower.level, higher.level), [...PATH, String(index)])
    }
  }
}

/** Each two rules of a clock, the lower level first. */
export const pairsOf = (rules: readonly CardRule[]): readonly (readonly [CardRule, CardRule])[] =>
  rules.flatMap((lower, index) => rules.slice(index + 1).map((higher) => [lower, higher] as const))
