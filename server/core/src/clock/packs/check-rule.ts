import { invalid } from '../../graphql/fault.ts'
import type { Text } from '../../text.ts'
import type { CardRule, LimitKey, WarningLead } from '../card-rule.ts'
import { DEFAULT_RULE_PACK } from '../rule-pack.ts'
import type { Limit } from '../types.ts'
import { RULE_MESSAGES as SAY } from './rule-messages.ts'

const MOST_OVER = 365
const MOST_LEAD = 60
const MOST_LEADS = 20
const MOST_DAYS = 60
const MOST_LIMIT = 3_650
const MOST_TEXT = 500
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most

const isText = (text: string): boolean => text.trim().length > 0 && text.length <= MOST_TEXT && !CONTROL.test(text)

/** Cases have the two limits that acceptance froze; every other clock has its own. */
const limitsOf = (clock: string): readonly LimitKey[] => {
  const used = DEFAULT_RULE_PACK.filter((rule) => rule.clock === clock).map(({ limit }) => limit)
  return used.length === 0 ? ['OWN'] : [...new Set(used)]
}

type Fail = (message: Text, ...place: readonly (string | number)[]) => void

const checkLeads = (leads: readonly WarningLead[], fail: Fail): void => {
  if (leads.length > MOST_LEADS) fail(SAY.manyLeads(MOST_LEADS), 'leads')
  for (const [index, { upToDays, leadDays }] of leads.entries()) {
    if (leadDays !== null && !isWhole(leadDays, 0, MOST_LEAD)) fail(SAY.negativeLead(MOST_LEAD), 'leads', index)
    const before = leads[index - 1]?.upToDays ?? 0
    if (!(upToDays > before)) fail(SAY.leadOrder, 'leads', index)
  }
}

const checkDefaultLimit = ({ amount }: Limit, fail: Fail): void => {
  const usable = amount >= 0 && amount <= MOST_LIMIT && Number.isInteger(amount * 2)
  if (!usable) fail(SAY.limitDays(MOST_LIMIT), 'defaultLimit')
}

/** Holds one rule to what can be counted and shown. Throws INVALID_INPUT with the place below `path`. */
export const checkRule = (rule: CardRule, path: readonly string[]): void => {
  const fail: Fail = (message, ...place) => {
    throw invalid(message, [...path, ...place.map(String)])
  }
  const { clock, level, limit, over, leads, text, feedbackDays, escalationDays } = rule
  const limits = limitsOf(clock)
  if (!limits.includes(limit)) fail(SAY.wrongLimit(limits), 'limit')
  if (!isWhole(over.days, -MOST_LEAD, MOST_OVER)) fail(SAY.days(-MOST_LEAD, MOST_OVER), 'over', 'days')
  if (rule.defaultLimit !== null) checkDefaultLimit(rule.defaultLimit, fail)
  checkLeads(leads, fail)
  if (text !== null && !(isText(text['zh-CN']) && isText(text.en))) fail(SAY.text(MOST_TEXT), 'text')
  if (feedbackDays !== null && level === 'WARNING') fail(SAY.noFeedbackOfWarning, 'feedbackDays')
  if (feedbackDays !== null && !isWhole(feedbackDays, 1, MOST_DAYS)) fail(SAY.days(1, MOST_DAYS), 'feedbackDays')
  for (const tier of ['unit', 'hall'] as const) {
    if (!isWhole(escalationDays[tier], 1, MOST_DAYS)) fail(SAY.days(1, MOST_DAYS), 'escalationDays', tier)
  }
}
