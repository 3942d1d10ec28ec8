import type { ClockDeclaration } from '../../../src/alerts/declaration.ts'
import { cardThresholds, type Limit, type LimitUnit } from '../../../src/clock/index.ts'

const limitOf = (amount: number | null, unit: LimitUnit | null): Limit | undefined =>
  amount === null || unit === null ? undefined : { amount, unit }

/** A clock of cases that follows the pack of its place, and nothing else. */
export const packClock: ClockDeclaration = {
  code: 'planted',
  clause: '6.4-b',
  title: { 'zh-CN': '办件时钟（测试）', en: 'Clock of cases (test)' },
  event: 'planted.card.issued',
  cards: ({ record, suspensions, calendar, pack }) => {
    const { acceptedAt: start, endedAt: closedAt } = record
    if (start === null) return []
    const promised = limitOf(record.promisedAmount, record.promisedUnit)
    const statutory = limitOf(record.statutoryAmount, record.statutoryUnit)
    const limits = { ...(promised && { PROMISED: promised }), ...(statutory && { STATUTORY: statutory }) }
    return cardThresholds(calendar, { start, suspensions, closedAt, limits }, pack.rulesOf('case'))
  },
}
