import type { RuleContent } from './rules.query.ts'

/** A rule that nobody states yet, with what is usual for a card of its level. */
export const newRule = (
  { clock, level }: Pick<RuleContent, 'clock' | 'level'>,
  rules: readonly RuleContent[],
): RuleContent => {
  const sibling = rules.find((each) => each.clock === clock)
  return {
    clock,
    level,
    enabled: true,
    mode: 'AUTOMATIC',
    limit: sibling?.limit ?? 'OWN',
    defaultLimit: sibling?.defaultLimit ?? null,
    over: { comparator: 'AT_LEAST', days: level === 'WARNING' ? -2 : level === 'YELLOW' ? 1 : 2 },
    policy: level === 'RED' ? 'NEXT_WORKDAY' : 'INSTANT',
    leads: [
      { upToDays: 3, leadDays: 0 },
      { upToDays: null, leadDays: 2 },
    ],
    text: null,
    feedbackDays: level === 'WARNING' ? null : 3,
    escalationDays: { unit: 1, hall: 1 },
  }
}
