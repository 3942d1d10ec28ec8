import type { CardLevel, CardRule } from '../card-rule.ts'
import type { RulePack } from '../rule-pack.ts'
import { ruleName } from './rule-packs.ts'
import { statedRules, type StatedRule } from './stated-rule.ts'
import { ordered } from './stored-rules.ts'

/** How one rule of a place changes. */
export type RuleDifference = {
  readonly clock: string
  readonly level: CardLevel
  /** Null where no such rule holds. */
  readonly before: StatedRule | null
  readonly after: StatedRule | null
  /** The names of the fields that differ. */
  readonly fields: readonly string[]
}

/** What differs between the rules that hold and those that would; who states an equal rule is no difference. */
export const differencesOf = (before: RulePack, after: RulePack): readonly RuleDifference[] => {
  const [held, holding] = [byName(before), byName(after)]
  return [...new Set([...held.keys(), ...holding.keys()])].flatMap((name) => {
    const [was, is] = [held.get(name) ?? null, holding.get(name) ?? null]
    const either = is ?? was
    if (either === null) return []
    const [a, b] = [was && ordered(was), is && ordered(is)]
    const fields = FIELDS.filter((field) => text(a?.[field]) !== text(b?.[field]))
    const { clock, level } = either
    return fields.length === 0 ? [] : [{ clock, level, before: was, after: is, fields }]
  })
}

const byName = (pack: RulePack): ReadonlyMap<string, StatedRule> =>
  new Map(statedRules(pack).map((rule) => [ruleName(rule), rule]))

/** What a rule says, but for its name and what follows from its level. */
const FIELDS = [
  'enabled',
  'mode',
  'limit',
  'defaultLimit',
  'over',
  'policy',
  'leads',
  'text',
  'feedbackDays',
  'escalationDays',
] as const satisfies readonly (keyof CardRule)[]

/** `JSON` takes infinity for null, which stands for "none" beside it. */
const text = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) => (inner === Number.POSITIVE_INFINITY ? 'all' : inner))
