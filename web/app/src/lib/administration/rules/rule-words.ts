import { type MessageKey, type Reader, showLimit } from '@zhikong/ui'
import type { CardRule, Lead, RuleContent } from './rules.query.ts'

type Words = Pick<Reader, 't' | 'locale'>

/** What tells a rule from all others of its place. */
export const ruleName = ({ clock, level }: Pick<RuleContent, 'clock' | 'level'>): string => `${clock} ${level}`

const clocks = [
  'case',
  'immediate',
  'special-procedure',
  'pre-acceptance',
  'e-licence',
  'delivery',
  'supplement',
  'consultation',
  'complaint',
  'engine',
] as const

/** The name of a clock; that of a plugin's own clock is its code. */
export const clockWords = (clock: string, t: Reader['t']): string => {
  const known = clocks.find((each) => each === clock)
  return known === undefined ? clock : t(`rules.clock.${known}`)
}

/** Full days from the end of the limit to the card; below 0 it shows before the end. */
export const shiftOf = ({ over: { comparator, days } }: Pick<RuleContent, 'over'>): number =>
  comparator === 'ABOVE' ? days : days - 1

/** When a rule shows its card, as a person says it. */
export const overWords = ({ over: { comparator, days } }: Pick<RuleContent, 'over'>, t: Reader['t']): string => {
  if (comparator === 'ABOVE') {
    if (days === 0) return t('rules.over.passed')
    return days > 0 ? t('rules.over.fullDays', { n: days }) : t('rules.over.before', { n: -days })
  }
  if (days > 1) return t('rules.over.onDay', { n: days })
  if (days === 1) return t('rules.over.passed')
  return days === 0 ? t('rules.over.lastDay') : t('rules.over.beforeLast', { n: -days })
}

const leadWords = ({ upToDays, leadDays }: Lead, t: Reader['t']): string => {
  const lead = t(leadDays === null ? 'rules.lead.none' : leadDays === 0 ? 'rules.lead.last' : 'rules.lead.days', {
    n: leadDays ?? 0,
  })
  return upToDays === null ? t('rules.lead.longer', { lead }) : t('rules.lead.upTo', { days: upToDays, lead })
}

/** Every field of a rule in words, by its name in the API; an unknown one is left to its name. */
const fields: Readonly<Record<string, (rule: RuleContent, words: Words) => string>> = {
  enabled: ({ enabled }, { t }) => t(enabled ? 'rules.on' : 'rules.off'),
  mode: ({ mode }, { t }) => t(`rules.mode.${mode}`),
  limit: ({ limit }, { t }) => t(`rules.limit.${limit}`),
  defaultLimit: ({ defaultLimit }, { t }) => (defaultLimit ? showLimit(defaultLimit, t) : t('rules.noDefault')),
  over: (rule, { t }) => overWords(rule, t),
  policy: ({ policy }, { t }) => t(`rules.policy.${policy}`),
  leads: ({ leads }, { t }) => leads.map((lead) => leadWords(lead, t)).join(t('rules.and')),
  text: ({ text }, { t, locale }) => (text ? text[locale === 'en' ? 'en' : 'zhCN'] : t('rules.usualText')),
  feedbackDays: ({ feedbackDays }, { t }) =>
    feedbackDays === null ? t('rules.noFeedback') : t('limit.workingDays', { n: feedbackDays }),
  escalationDays: ({ escalationDays: { unit, hall } }, { t }) => t('rules.escalates', { unit, hall }),
}

/** A field of a rule in words; a dash where there is no such rule. */
export const fieldWords = (rule: RuleContent | null, field: string, words: Words): string =>
  rule === null ? '–' : (fields[field]?.(rule, words) ?? field)

/** The title of a field. */
export const fieldTitle = (field: string, t: Reader['t']): string =>
  field in fields ? t(`rules.field.${field}` as MessageKey) : field

/** What the API takes of a rule. */
export const contentOf = ({ statedBy: _, ...content }: CardRule): RuleContent => content
