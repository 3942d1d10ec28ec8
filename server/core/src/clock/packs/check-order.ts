import type { CardRule } from '../card-rule.ts'

/** How two rules of one clock contradict each other: a lower card that does not come first, or two default limits. */
export type Contradiction = 'NOT_BEFORE' | 'UNEQUAL_LIMITS'

/** Days from the end of the limit: the earliest at which a card of the rule can show. */
const earliest = ({ over }: CardRule): number => (over.comparator === '>' ? over.days : over.days - 1)

/** By civil law the limit ends at the close of the day on which it ends from the instant: less than a day later. */
const latest = (rule: CardRule): number => earliest(rule) + (rule.policy === 'NEXT_WORKDAY' ? 1 : 0)

/**
 * Whether a lower and a higher rule of one clock contradict each other. A promised limit is never above the statutory
 * one (clause 6.1-b), so what follows the promised limit may show as late as what follows the statutory one.
 */
export const contradictionOf = (lower: CardRule, higher: CardRule): Contradiction | null => {
  if (!lower.enabled || !higher.enabled) return null
  if (lower.limit === higher.limit) {
    if (!sameLimit(lower.defaultLimit, higher.defaultLimit)) return 'UNEQUAL_LIMITS'
    const isBefore =
      lower.policy === higher.policy ? earliest(lower) < earliest(higher) : latest(lower) <= earliest(higher)
    return isBefore ? null : 'NOT_BEFORE'
  }
  if (lower.limit !== 'PROMISED') return 'NOT_BEFORE'
  const isBefore =
    lower.policy === higher.policy ? earliest(lower) <= earliest(higher) : latest(lower) <= earliest(higher)
  return isBefore ? null : 'NOT_BEFORE'
}

const sameLimit = (a: CardRule['defaultLimit'], b: CardRule['defaultLimit']): boolean =>
  a === b || (a !== null && b !== null && a.amount === b.amount && a.unit === b.unit)
