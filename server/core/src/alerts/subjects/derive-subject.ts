import type { CardThreshold } from '../../clock/card-thresholds.ts'
import { absoluteDueThresholds, cardThresholds } from '../../clock/card-thresholds.ts'
import type { CardRule } from '../../clock/card-rule.ts'
import { dueInstant } from '../../clock/days.ts'
import { hasPassed } from '../../clock/due.ts'
import type { Measure, WorkCalendar } from '../../clock/types.ts'
import type { DueCard } from '../new-card.ts'
import type { StatedRule } from './rules-of.ts'
import { readSuspensions } from './suspensions.ts'
import type { ClockSubjectTable } from './tables.ts'

/** A clock of a record at an instant. */
export type DerivedSubject = {
  /** The cards come to by now, or by its close. */
  readonly reached: readonly DueCard[]
  /** When it ended, if it has. */
  readonly endedAt: Date | null
  /** The nearest points ahead. */
  readonly next: Pick<ClockSubjectTable, 'workThreshold' | 'continuousThreshold'>
}

/**
 * What a clock of a record says at an instant. Pure, by the same functions as the clocks of cases.
 * @throws a calendar range error when it reaches beyond the table of days
 */
export const deriveSubject = (
  row: ClockSubjectTable,
  calendar: WorkCalendar,
  stated: readonly StatedRule[],
  now: Date,
): DerivedSubject => {
  const { closedAt } = row
  const endedAt = closedAt !== null && closedAt <= now ? closedAt : null
  const versions = new Map(stated.map(({ rule, version }) => [rule, version]))
  const cards = cardsOf({ ...row, closedAt: endedAt }, calendar, [...versions.keys()]).map((card): DueCard => {
    return { ...card, ruleVersion: versions.get(card.rule) ?? '' }
  })
  const isReached = (card: CardThreshold): boolean => hasPassed(calendar, card, endedAt ?? now)
  const ahead = endedAt === null ? cards.filter((card) => !isReached(card)) : []
  const nearest = (measure: Measure, others: readonly number[] = []): number | null => {
    const points = [...others, ...ahead.filter((card) => card.calendar === measure).map(({ threshold }) => threshold)]
    return points.length === 0 ? null : Math.min(...points)
  }
  // Closed at an instant that is still to come: it is looked at again then.
  const closing = closedAt !== null && endedAt === null ? [closedAt.getTime()] : []
  return {
    reached: cards.filter(isReached).toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    endedAt,
    next: { workThreshold: nearest('work'), continuousThreshold: nearest('continuous', closing) },
  }
}

const cardsOf = (
  row: ClockSubjectTable,
  calendar: WorkCalendar,
  rules: readonly CardRule[],
): readonly CardThreshold[] => {
  const { startAt: start, closedAt, limitAmount: amount, limitUnit: unit } = row
  const due = row.dueAt ?? row.dueOn
  if (due !== null) return absoluteDueThresholds(calendar, { due: dueInstant(calendar, due), start, closedAt }, rules)
  const limits = amount === null || unit === null ? {} : { OWN: { amount, unit } }
  const suspensions = readSuspensions(row.suspensions)
  return cardThresholds(calendar, { start, closedAt, suspensions, limits }, rules)
}
