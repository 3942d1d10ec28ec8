import type { CardRule } from '../card-rule.ts'
import { DEFAULT_RULE_PACK, DEFAULT_VERSION } from '../rule-pack.ts'
import type { StatedRule } from './stated-rule.ts'

/** A clock of a plugin with rules of its own, or with the name of a clock whose rules it shares. */
type RuledClock = {
  readonly code: string
  readonly rules: string | { readonly version: number; readonly rules: readonly CardRule[] }
}

/** Who declares clocks: those of cases, and those for records of plugins. */
export type RuledClocks = {
  readonly clocks: readonly { readonly code: string }[]
  readonly subjectClocks?: readonly RuledClock[]
}

/** The default table, each rule with the version that its cards name. */
export const DEFAULT_RULES: readonly StatedRule[] = DEFAULT_RULE_PACK.map((rule) => ({
  ...rule,
  statedBy: DEFAULT_VERSION,
}))

/** What lies under the packs of all places: the default table, and the rules that plugins bring (`<clock>@<version>`). */
export const baseRules = ({ subjectClocks = [] }: Partial<RuledClocks>): readonly StatedRule[] => [
  ...DEFAULT_RULES,
  ...subjectClocks.flatMap(({ code, rules }) =>
    typeof rules === 'string' ? [] : rules.rules.map((rule) => ({ ...rule, statedBy: `${code}@${rules.version}` })),
  ),
]

/** The names of the clocks for which a place may state rules. */
export const knownClocks = (declared: RuledClocks): readonly string[] => [
  ...new Set([...baseRules(declared).map(({ clock }) => clock), ...declared.clocks.map(({ code }) => code)]),
]
