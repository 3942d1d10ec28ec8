import {
  absoluteDueThresholds,
  cardThresholds,
  type CardThreshold,
  type CaseLife,
  type ClockDeclaration,
  type Limit,
  type LimitUnit,
} from '@zhikong/core'

const limitOf = (amount: number | null, unit: LimitUnit | null): Limit | undefined =>
  amount === null || unit === null ? undefined : { amount, unit }

/**
 * Warning and yellow follow the promised limit, red the statutory one as it is extended: without it there is no red card.
 */
const cardsOf = ({ record, suspensions, calendar, pack }: CaseLife): readonly CardThreshold[] => {
  const { acceptedAt, endedAt, givenDueAt } = record
  if (acceptedAt === null) return []
  const promised = limitOf(record.promisedAmount, record.promisedUnit)
  const granted = limitOf(record.statutoryAmount, record.statutoryUnit)
  const statutory = granted && { ...granted, amount: granted.amount + record.extensionDays }
  const rules = pack.rulesOf(promised?.amount === 0 ? 'immediate' : 'case')
  const limits = { ...(promised && { PROMISED: promised }), ...(statutory && { STATUTORY: statutory }) }
  const run = { start: acceptedAt, suspensions, closedAt: endedAt, limits }
  const followed = cardThresholds(
    calendar,
    run,
    rules.filter(({ limit }) => (limit === 'PROMISED' ? promised !== undefined : statutory !== undefined)),
  )
  if (givenDueAt === null) return followed
  const untilGiven = rules.filter(({ limit }) => limit === 'PROMISED')
  return [
    ...absoluteDueThresholds(calendar, { due: givenDueAt, start: acceptedAt, closedAt: endedAt }, untilGiven),
    ...followed,
  ]
}

/** The clock of a case from its acceptance, under the rule pack of its place; a case that ended otherwise runs no further. */
export const caseClock: ClockDeclaration = {
  code: 'case',
  clause: '6.4-b',
  title: { 'zh-CN': '办件时钟', en: 'Case clock' },
  event: 'efficiency.card.issued',
  cards: cardsOf,
}
