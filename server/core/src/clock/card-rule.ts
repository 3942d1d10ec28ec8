import type { Text } from '../text.ts'
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

/** AUTOMATIC issues a card by itself; with HUMAN it waits until a person confirms it. */
export type CardMode = 'AUTOMATIC' | 'HUMAN'

/** Working days that a unit, and after it its hall, have to act on a card before it goes one tier up. */
export type EscalationDays = { readonly unit: number; readonly hall: number }

/** What follows from a card that is there; when it shows is the rest of its rule. */
export type CardConduct = {
  readonly mode: CardMode
  /** What the card tells its readers; null: the text of the console. */
  readonly text: Text | null
  /** Working days to explain and to say what was done; null: no feedback is asked for. */
  readonly feedbackDays: number | null
  readonly escalationDays: EscalationDays
}

/** One line of a rule pack: when a clock shows a card, and what follows from it. */
export type CardRule = CardConduct & {
  /** A rule that is switched off shows no card. */
  readonly enabled: boolean
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
