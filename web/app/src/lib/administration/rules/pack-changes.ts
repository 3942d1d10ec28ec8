import { contentOf, ruleName } from './rule-words.ts'
import type { CardRule, RuleContent, RuleDifference, RulePack } from './rules.query.ts'

/** What is to become of rules of a place, by name; null: taken over from above again. */
export type PackChanges = ReadonlyMap<string, RuleContent | null>

/** The rules that a place states after the changes. */
export const statedAfter = (own: readonly RuleContent[], changes: PackChanges): readonly RuleContent[] => {
  const names = new Set(own.map(ruleName))
  const kept = own.flatMap((rule) => {
    const change = changes.get(ruleName(rule))
    return change === undefined ? [rule] : (change ?? [])
  })
  return [...kept, ...[...changes].flatMap(([name, rule]) => (rule === null || names.has(name) ? [] : [rule]))]
}

const differing = (was: CardRule, is: CardRule): readonly string[] => {
  const before = new Map(Object.entries(contentOf(was)))
  return Object.entries(contentOf(is)).flatMap(([field, value]) =>
    JSON.stringify(before.get(field)) === JSON.stringify(value) ? [] : [field],
  )
}

const byName = (pack: RulePack | null): ReadonlyMap<string, CardRule> =>
  new Map((pack?.rules ?? []).map((rule) => [ruleName(rule), rule]))

/** What a version states otherwise than the one before it; `former` null for the first. */
export const changesOf = (version: RulePack, former: RulePack | null): readonly RuleDifference[] => {
  const [before, after] = [byName(former), byName(version)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null]
    const either = is ?? was
    const fields = was && is ? differing(was, is) : []
    if (either === null || (was && is && fields.length === 0)) return []
    return [{ clock: either.clock, level: either.level, before: was, after: is, fields }]
  })
}
