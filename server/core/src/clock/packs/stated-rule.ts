import type { CardRule } from '../card-rule.ts'
import type { RulePack } from '../rule-pack.ts'

/** A rule, and the version that states it. */
export type StatedRule = CardRule & { readonly statedBy: string }

/** All rules that hold, each with the version that states it. */
export const statedRules = (pack: RulePack): readonly StatedRule[] =>
  pack.rules.map((rule) => ({ ...rule, statedBy: pack.versionOf(rule) }))
