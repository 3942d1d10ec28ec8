import { z } from 'zod'
import type { CardConduct } from '../../clock/card-rule.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import { DAY_UNITS } from '../../clock/types.ts'
import { instantAt, workTime } from '../../clock/work-time.ts'
import type { AlertTable } from '../tables.ts'

const text = z.object({ 'zh-CN': z.string(), en: z.string() })
const instants = z.object({ HALL: z.string(), AUTHORITY: z.string() })
const content = z.object({
  mode: z.enum(['AUTOMATIC', 'HUMAN']).default('AUTOMATIC'),
  text: text.nullable().default(null),
  feedbackDays: z.number().nullable().default(null),
  escalationDays: z.object({ unit: z.number(), hall: z.number() }).nullable().default(null),
  escalates: instants.nullable().default(null),
})

/**
 * What the rule said of a card when it was raised, with the instants at which it goes up (ISO 8601). Written once, so
 * that neither a new rule, a new calendar nor anything that is done with the card moves them.
 */
export type IssuedRule = z.infer<typeof content>

/** Reads `core.alert.rule`; a card of before has none of it. */
export const issuedRule = ({ rule }: Pick<AlertTable, 'rule'>): IssuedRule => content.parse(JSON.parse(rule))

/** What a card starts with: the columns that follow from its rule. */
export type Terms = Pick<AlertTable, 'rule' | 'feedbackDueAt' | 'escalation' | 'escalatesAt'>

/**
 * The terms of a card that is issued at an instant, in working days of its place. Without `issuedAt` (it waits to be
 * confirmed, or is of an earlier time) nothing runs yet.
 */
export const termsOf = (
  { mode, text: says, feedbackDays, escalationDays }: Omit<IssuedRule, 'escalates'> | CardConduct,
  calendar: WorkCalendar,
  issuedAt: Date | null,
): Terms => {
  const days = (n: number) => workingDaysAfter(calendar, issuedAt ?? new Date(0), n)
  const escalates =
    issuedAt === null || escalationDays === null
      ? null
      : { HALL: days(escalationDays.unit), AUTHORITY: days(escalationDays.unit + escalationDays.hall) }
  const written = escalates && { HALL: escalates.HALL.toISOString(), AUTHORITY: escalates.AUTHORITY.toISOString() }
  const rule: IssuedRule = { mode, text: says, feedbackDays, escalationDays, escalates: written }
  return {
    rule: JSON.stringify(rule),
    feedbackDueAt: issuedAt === null || feedbackDays === null ? null : days(feedbackDays),
    escalation: 'UNIT',
    escalatesAt: escalates?.HALL ?? null,
  }
}

/**
 * The terms of a card that waits to be confirmed from an instant on. Its unit owes nothing yet; the authority, which is
 * to confirm it, is told once it has waited for as long as a unit may leave an issued card (one working day by default).
 * They end when it is confirmed.
 */
export const waitingTerms = (conduct: CardConduct, calendar: WorkCalendar, since: Date): Terms => {
  const { mode, text: says, feedbackDays, escalationDays } = conduct
  const until = workingDaysAfter(calendar, since, escalationDays.unit)
  const escalates = { HALL: until.toISOString(), AUTHORITY: until.toISOString() }
  const rule: IssuedRule = { mode, text: says, feedbackDays, escalationDays, escalates }
  return { rule: JSON.stringify(rule), feedbackDueAt: null, escalation: 'UNIT', escalatesAt: until }
}

const workingDaysAfter = (calendar: WorkCalendar, at: Date, days: number): Date => {
  const reached = instantAt(calendar, workTime(calendar, at) + Math.round(days * DAY_UNITS))
  return reached < at ? at : reached
}
