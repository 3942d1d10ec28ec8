import type { CardRule } from '../../clock/card-rule.ts'
import type { RulePack } from '../../clock/rule-pack.ts'
import type { SubjectClock } from './declaration.ts'

/** A rule and the version that states it. */
export type StatedRule = { readonly rule: CardRule; readonly version: string }

/** The rules that a clock runs by under a pack: what the pack states of a level takes the place of the plugin's own. */
export const rulesOf = ({ code, rules }: SubjectClock, pack: RulePack): readonly StatedRule[] => {
  const stated = pack
    .rulesOf(typeof rules === 'string' ? rules : code)
    .map((rule) => ({ rule, version: pack.versionOf(rule) }))
  if (typeof rules === 'string') return stated
  const levels = new Set(stated.map(({ rule }) => rule.level))
  const own = rules.rules.filter(({ level }) => !levels.has(level))
  return [...stated, ...own.map((rule) => ({ rule, version: `${code}@${rules.version}` }))]
}
