import type { CardRule } from '../../clock/card-rule.ts'
import type { RulePack } from '../../clock/rule-pack.ts'
import type { SubjectClock } from './declaration.ts'

/** A rule and the version that states it. */
export type StatedRule = { readonly rule: CardRule; readonly version: string }

/** The rules that a clock runs by under a pack; those that plugins bring lie under every pack (`baseRules`). */
export const rulesOf = ({ code, rules }: SubjectClock, pack: RulePack): readonly StatedRule[] =>
  pack.rulesOf(typeof rules === 'string' ? rules : code).map((rule) => ({ rule, version: pack.versionOf(rule) }))
