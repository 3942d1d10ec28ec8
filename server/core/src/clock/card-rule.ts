import type { Limit, StartPolicy } from './types.ts'

/** Warning, yellow card, red card (预警、黄牌、红牌). */
export type CardLevel = 'WARNING' | 'YELLOW' | 'RED'

/** PROMISED and STATUTORY are frozen on the case at acceptance; OWN is the limit of any other clock. */
export type LimitKey = 'PROMISED' | 'STATUTORY' | 'OWN'

/** `over` compared with whole days: `{ comparator: '>=', days: -2 }` reads over ≥ −2. */
export type OverCondition = { readonly comparator: '>=' | '>'; readonly days: number }

/**
 * The longest lead of a warning for limits up to `upToDays`, in days before the last counted day; 0 is the last counted
 * day only, null no warning at all. The first entry that fits counts.
 */
export type WarningLead = { readonly upToDays: number; readonly leadDays: number | null }

/** One line of a rule pack: when a clock shows a card. */
export type CardRule = {
  /** Kebab-case name of the clock; plugins declare their own. */
  readonly clock: string
  readonly level: CardLevel
  readonly limit: LimitKey
  /** Used when the run carries no limit of that key; null: then no card. */
  readonly defaultLimit: Limit | null
  readonly over: OverCondition
  readonly policy: StartPolicy
  /** Never for a closed thing. */
  readonly openOnly: boolean
  /** Only for conditions that hold before the limit ends. */
  readonly leads: readonly WarningLead[]
}

/**
 * Days from the end of the limit to the point where the card fires, or null for no card. `over ≥ k` begins with the
 * counted day limit + k, which is when limit + k − 1 full days have passed: over ≥ 1 is 0, over ≥ −2 is −3.
 */
export const shiftOf = (rule: Pick<CardRule, 'over' | 'leads'>, limitDays: number): number | null => {
  const shift = rule.over.comparator === '>' ? rule.over.days : rule.over.days - 1
  if (shift >= 0) return shift
  // Less than a day has no earlier counted day to warn on.
  if (limitDays < 1) return null
  const setting = rule.leads.find(({ upToDays }) => limitDays <= upToDays)
  if (setting === undefined) return shift
  return setting.leadDays === null ? null : Math.max(shift, -1 - setting.leadDays)
}
