import type { CaseLife, CardThreshold, ClockDeclaration, Text } from '@zhikong/core'

/** A stretch of a case for which a clock of its own runs. */
export type Stretch = {
  readonly start: Date
  /** When it stopped; null while it runs. */
  readonly end: Date | null
}

type StretchClock<S extends Stretch> = {
  readonly code: string
  readonly title: Text
  readonly stretches: (life: CaseLife) => readonly S[]
  readonly cards: (stretch: S, life: CaseLife) => readonly CardThreshold[]
}

/**
 * A clock that runs beside that of the case, or after it, for stretches of the case. There is one card per case, clock,
 * level and round, and a new round begins only after a revoked card: of several stretches that run over, the one that
 * comes to a level first has its card, and when that card is revoked the next has one. All of them are drawn.
 */
export const stretchClock = <S extends Stretch>({
  code,
  title,
  stretches,
  cards,
}: StretchClock<S>): ClockDeclaration => ({
  code,
  clause: '6.4-b',
  title,
  event: 'efficiency.card.issued',
  cards: (life) =>
    stretches(life)
      .flatMap((stretch) => cards(stretch, life))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  endOf: (life) => endOf(stretches(life), life),
  stretches: (life) =>
    stretches(life).map((stretch) => {
      const { start, end } = stretch
      return { start, end, overAt: overAt(cards({ ...stretch, end: null }, life)) }
    }),
})

/** A warning comes before the limit, every other card after it. */
const overAt = (cards: readonly CardThreshold[]): Date | null =>
  cards.reduce<Date | null>((first, { level, at }) => (level === 'WARNING' ? first : earlier(first, at)), null)

/** The last end, once all have ended; with the case when there was none. */
const endOf = (stretches: readonly Stretch[], { record }: CaseLife): Date | null => {
  const [first, ...more] = stretches
  if (first === undefined) return record.endedAt
  return more.reduce<Date | null>(
    (last, { end }) => (last === null || end === null ? null : end > last ? end : last),
    first.end,
  )
}

/** When a case ended without a decision: nothing that was open in it runs on. */
export const endWithoutDecision = ({ record: { state, endedAt } }: CaseLife): Date | null =>
  state === 'CLOSED' ? null : endedAt

/** The earlier of two instants, of which either may not have come. */
export const earlier = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null || a <= b ? a : b)
