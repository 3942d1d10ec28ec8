import type { IssuedRule } from '../lifecycle/issued-rule.ts'
import type { Tier } from '../tables.ts'
import { TIERS } from '../tables.ts'

/** Where a card stands that nobody has acknowledged: the tier, and when it goes to the one above. */
export type Standing = { readonly tier: Tier; readonly next: Date | null }

/**
 * Who is to act at an instant, unit 部门 → hall 大厅 → authority 管理机构. It depends on what the rule said when the card
 * was issued and on nothing else: no edit, derivation or late acknowledgement moves it.
 */
export const standingAt = ({ escalates }: Pick<IssuedRule, 'escalates'>, now: Date): Standing => {
  if (escalates === null) return { tier: 'UNIT', next: null }
  const [hall, authority] = [new Date(escalates.HALL), new Date(escalates.AUTHORITY)]
  if (now > authority) return { tier: 'AUTHORITY', next: null }
  return now > hall ? { tier: 'HALL', next: authority } : { tier: 'UNIT', next: hall }
}

/** The tiers that a card has come to since it stood on another, in order. */
export const tiersPassed = (from: Tier, to: Tier): readonly Tier[] =>
  TIERS.slice(TIERS.indexOf(from) + 1, TIERS.indexOf(to) + 1)
