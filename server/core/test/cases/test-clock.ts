import type { ClockDeclaration } from '../../src/alerts/declaration.ts'
import type { CardRule, Limit, LimitUnit, StartPolicy } from '../../src/clock/index.ts'
import {
  absoluteDueThresholds,
  cardThresholds,
  DEFAULT_PACK,
  defaultRulesOf,
  localDate,
  withPolicy,
} from '../../src/clock/index.ts'
import type { CaseMeasure } from '../../src/plugin.ts'

const limitOf = (amount: number | null, unit: LimitUnit | null): Limit | undefined =>
  amount === null || unit === null ? undefined : { amount, unit }

/** A clock over the default rules, small: warning and yellow by the promised limit, red by the statutory one. */
export const testClock = (policy?: StartPolicy): ClockDeclaration => {
  const all = defaultRulesOf('case')
  const rules: readonly CardRule[] = policy === undefined ? all : withPolicy(all, policy)
  return {
    code: 'case',
    clause: '6.4-b',
    title: { 'zh-CN': '办件时钟（测试）', en: 'Clock of cases (test)' },
    event: 'planted.card.issued',
    cards: ({ record, suspensions, calendar }) => {
      const { acceptedAt: start, endedAt: closedAt, givenDueAt } = record
      if (start === null) return []
      const promised = limitOf(record.promisedAmount, record.promisedUnit)
      const given = limitOf(record.statutoryAmount, record.statutoryUnit)
      const statutory = given && { ...given, amount: given.amount + record.extensionDays }
      const limits = { ...(promised && { PROMISED: promised }), ...(statutory && { STATUTORY: statutory }) }
      const followed = cardThresholds(calendar, { start, suspensions, closedAt, limits }, rules)
      if (givenDueAt === null) return followed
      const byInstant = rules.filter(({ limit }) => limit === 'PROMISED')
      return [...absoluteDueThresholds(calendar, { due: givenDueAt, start, closedAt }, byInstant), ...followed]
    },
  }
}

/** A clock or none, under the default rules, as `deriveCase` takes them. */
export const engineOf = (...clocks: readonly ClockDeclaration[]) => ({ clocks, packFor: () => DEFAULT_PACK })

const text = { 'zh-CN': '测试', en: 'Test' }
const onDay = (at: Date | null, n = 1) => (at === null ? [] : [{ day: localDate(at), n }])

/** Two flows and a stock, enough to see a delta that is missing or counted twice. */
export const testMeasures: readonly CaseMeasure[] = [
  { code: 'accepted', title: text, subject: 'case', count: ({ acceptedAt }) => onDay(acceptedAt) },
  {
    code: 'closed-late',
    title: text,
    subject: 'case',
    count: (it) => (it.closedLate === true ? onDay(it.endedAt) : []),
  },
  {
    code: 'overdue',
    title: text,
    subject: 'case',
    count: ({ overdueAt, endedAt }) => (overdueAt === null ? [] : [...onDay(overdueAt), ...onDay(endedAt, -1)]),
  },
]
