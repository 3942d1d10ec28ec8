import type { CardLevel, CardRule, EscalationDays, LimitKey, WarningLead } from './card-rule.ts'
import type { Limit, StartPolicy } from './types.ts'

/** Limits of up to three days are warned of on their last counted day, longer ones two days earlier. */
export const WARNING_LEADS: readonly WarningLead[] = [
  { upToDays: 3, leadDays: 0 },
  { upToDays: Number.POSITIVE_INFINITY, leadDays: 2 },
]

/** Working days to answer a yellow or red card with an explanation; a warning asks for none. */
const FEEDBACK_DAYS = 3

/** One working day for the unit, one more for its hall; then the authority. */
const ESCALATION_DAYS: EscalationDays = { unit: 1, hall: 1 }

const days = (amount: number): Limit => ({ amount, unit: 'WORKING_DAY' })

type Row = readonly [clock: string, level: CardLevel, limit: LimitKey, over: string, defaultLimit?: Limit]

/** The table of clauses.md, "The clock", row by row. */
const TABLE: readonly Row[] = [
  ['case', 'WARNING', 'PROMISED', '>= -2'],
  ['case', 'YELLOW', 'PROMISED', '>= 1'],
  ['case', 'RED', 'STATUTORY', '>= 1'],
  ['immediate', 'YELLOW', 'PROMISED', '> 0', days(0)],
  ['immediate', 'RED', 'STATUTORY', '>= 1'],
  ['special-procedure', 'WARNING', 'OWN', '>= -2'],
  ['special-procedure', 'YELLOW', 'OWN', '> 0'],
  ['special-procedure', 'RED', 'OWN', '> 1'],
  ['pre-acceptance', 'WARNING', 'OWN', '> 0', days(2)],
  ['pre-acceptance', 'YELLOW', 'OWN', '> 3', days(2)],
  ['pre-acceptance', 'RED', 'OWN', '> 5', days(2)],
  ['e-licence', 'YELLOW', 'OWN', '> 0', days(3)],
  ['delivery', 'WARNING', 'OWN', '>= -2', days(10)],
  ['delivery', 'YELLOW', 'OWN', '> 0', days(10)],
  ['supplement', 'WARNING', 'OWN', '>= -2'],
  ['supplement', 'YELLOW', 'OWN', '>= 1'],
  ['consultation', 'WARNING', 'OWN', '>= -2'],
  ['consultation', 'YELLOW', 'OWN', '>= 1'],
  ['consultation', 'RED', 'OWN', '>= 2'],
  ['complaint', 'WARNING', 'OWN', '>= -2'],
  ['complaint', 'YELLOW', 'OWN', '>= 1'],
  ['complaint', 'RED', 'OWN', '>= 2'],
]

/** When a rule shows its card; what follows from the card is that of every rule of its level unless told. */
export type CardMoment = Pick<CardRule, 'clock' | 'level' | 'limit' | 'defaultLimit' | 'over'>

/**
 * A rule of which nothing but its moment is told. A warning comes two days early at most, as the standard has it of cases;
 * `leadDays` lets one of a record come earlier.
 */
export const plainRule = (moment: CardMoment, leadDays?: number): CardRule => ({
  ...moment,
  // Warning and yellow are internal discipline; red is legal expiry.
  policy: moment.level === 'RED' ? 'NEXT_WORKDAY' : 'INSTANT',
  openOnly: moment.level === 'WARNING',
  leads: leadDays === undefined ? WARNING_LEADS : [{ upToDays: Number.POSITIVE_INFINITY, leadDays }],
  enabled: true,
  mode: 'AUTOMATIC',
  text: null,
  feedbackDays: moment.level === 'WARNING' ? null : FEEDBACK_DAYS,
  escalationDays: ESCALATION_DAYS,
})

const toRule = ([clock, level, limit, over, defaultLimit]: Row): CardRule => {
  const [comparator, amount] = over.split(' ')
  const condition = { comparator: comparator === '>' ? '>' : '>=', days: Number(amount) } as const
  return plainRule({ clock, level, limit, defaultLimit: defaultLimit ?? null, over: condition })
}

/** The default rule pack; all of it is settings, an organisation may hold others. */
export const DEFAULT_RULE_PACK: readonly CardRule[] = TABLE.map(toRule)

/** The default rules of one clock, in order of level. */
export const defaultRulesOf = (clock: string): readonly CardRule[] =>
  DEFAULT_RULE_PACK.filter((rule) => rule.clock === clock)

/** The rules of all clocks as they hold for one place at one time. */
export type RulePack = {
  /** `<id>@<version>` of the pack of the nearest place that has one. */
  readonly version: string
  /** Every rule, by clock and in order of level. */
  readonly rules: readonly CardRule[]
  /** The rules of one clock, in order of level; none when the pack does not know it. */
  readonly rulesOf: (clock: string) => readonly CardRule[]
  /** `<id>@<version>` of the pack that states a rule: every card names it. */
  readonly versionOf: (rule: Pick<CardRule, 'clock' | 'level'>) => string
}

/** What the cards of the default table name. */
export const DEFAULT_VERSION = 'default@1'

/** The pack with which the platform starts. */
export const DEFAULT_PACK: RulePack = {
  version: DEFAULT_VERSION,
  rules: DEFAULT_RULE_PACK,
  rulesOf: defaultRulesOf,
  versionOf: () => DEFAULT_VERSION,
}

/** The same rules under one start policy. */
export const withPolicy = (rules: readonly CardRule[], policy: StartPolicy): readonly CardRule[] =>
  rules.map((rule) => ({ ...rule, policy }))
