import { z } from 'zod'
import type { CardRule } from '../card-rule.ts'

const limit = z.object({
  amount: z.number(),
  unit: z.enum(['WORKING_DAY', 'CALENDAR_DAY', 'HOUR', 'MINUTE']),
})

const lead = z.object({
  /** JSON knows no infinity: null is every longer limit. */
  upToDays: z
    .number()
    .nullable()
    .transform((days) => days ?? Number.POSITIVE_INFINITY),
  leadDays: z.number().nullable(),
})

const rules = z.array(
  z.object({
    clock: z.string(),
    level: z.enum(['WARNING', 'YELLOW', 'RED']),
    limit: z.enum(['PROMISED', 'STATUTORY', 'OWN']),
    defaultLimit: limit.nullable(),
    over: z.object({ comparator: z.enum(['>=', '>']), days: z.number() }),
    policy: z.enum(['INSTANT', 'NEXT_WORKDAY']),
    openOnly: z.boolean(),
    leads: z.array(lead),
    enabled: z.boolean(),
    mode: z.enum(['AUTOMATIC', 'HUMAN']),
    text: z.object({ 'zh-CN': z.string(), en: z.string() }).nullable(),
    feedbackDays: z.number().nullable(),
    escalationDays: z.object({ unit: z.number(), hall: z.number() }),
  }),
)

/** Reads the rules of a version. Throws ZodError when the text holds no such rules. */
export const readRules = (content: string): readonly CardRule[] => rules.parse(JSON.parse(content))

/** The text under which rules are kept: the same rules always give the same text. */
export const writeRules = (all: readonly CardRule[]): string => JSON.stringify(all.map(ordered))

/** In one order of keys, so that equal rules are equal texts. `JSON` writes infinity as null. */
export const ordered = (rule: CardRule): CardRule => ({
  clock: rule.clock,
  level: rule.level,
  limit: rule.limit,
  defaultLimit: rule.defaultLimit && { amount: rule.defaultLimit.amount, unit: rule.defaultLimit.unit },
  over: { comparator: rule.over.comparator, days: rule.over.days },
  policy: rule.policy,
  openOnly: rule.openOnly,
  leads: rule.leads.map(({ upToDays, leadDays }) => ({ upToDays, leadDays })),
  enabled: rule.enabled,
  mode: rule.mode,
  text: rule.text && { 'zh-CN': rule.text['zh-CN'], en: rule.text.en },
  feedbackDays: rule.feedbackDays,
  escalationDays: { unit: rule.escalationDays.unit, hall: rule.escalationDays.hall },
})
