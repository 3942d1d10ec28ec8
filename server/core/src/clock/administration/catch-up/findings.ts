import type { CaseCard, DerivedCase } from '../../../cases/derive.ts'
import type { CaseRecord } from '../../../cases/record.ts'
import type { CalendarFindingTable } from '../tables.ts'

/** A case by the version of before and by the one that corrects it. */
export type CorrectedCase = { readonly before: CaseRecord; readonly was: DerivedCase; readonly now: DerivedCase }

type Finding = Pick<CalendarFindingTable, 'kind' | 'about' | 'before' | 'after'>

const nameOf = ({ clock, level }: CaseCard): string => `${clock.code} ${level}`

/**
 * What a corrected day would change of what was said of a case: cards that were issued and would not be; for a closed
 * case whether it was in time, and cards that it would have got. Of an open case the cards that are due now are raised.
 * @param issued its cards, as `<clock> <level>`
 */
export const findingsOf = (
  revision: number,
  { before, was, now }: CorrectedCase,
  issued: readonly string[],
): readonly CalendarFindingTable[] => {
  const { areaCode, openedOn, caseId, scopeKey, hallId, organisationId } = before
  const found: readonly Finding[] = [
    ...cardsOnlyIn(was, now)
      .filter((card) => issued.includes(nameOf(card)))
      .map((card) => ({ kind: 'CARD_NOT_DUE' as const, about: nameOf(card), before: card.at, after: null })),
    ...(before.endedAt === null ? [] : ofEnded(was, now)),
  ]
  const key = { revision, areaCode, openedOn, caseId, scopeKey, hallId, organisationId }
  return found.map((finding) => ({ ...key, ...finding }))
}

const ofEnded = (was: DerivedCase, now: DerivedCase): readonly Finding[] => {
  const verdicts: readonly Finding[] = [
    { about: 'PROMISED', isOther: was.record.closedLate !== now.record.closedLate, due: [was.due, now.due] },
    {
      about: 'STATUTORY',
      isOther: was.record.closedStatutoryLate !== now.record.closedStatutoryLate,
      due: [was.statutoryDue, now.statutoryDue],
    },
  ]
    .filter(({ isOther }) => isOther)
    .map(({ about, due: [before, after] }) => {
      return { kind: 'VERDICT', about, before: before?.dueAt ?? null, after: after?.dueAt ?? null }
    })
  const cards = cardsOnlyIn(now, was).map((card): Finding => ({
    kind: 'CARD_DUE',
    about: nameOf(card),
    before: null,
    after: card.at,
  }))
  return [...verdicts, ...cards]
}

/** The cards that a case comes to by one version and not by the other. */
const cardsOnlyIn = ({ reached }: DerivedCase, other: DerivedCase): readonly CaseCard[] => {
  const others = new Set(other.reached.map(nameOf))
  return reached.filter((card) => !others.has(nameOf(card)))
}
