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
 * A clock that runs beside that of the case, or after it, for stretches of the case. There is one card per case, clock
 * and level: that of the stretch that comes to it first.
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
  cards: (life) => firstOfLevel(stretches(life).flatMap((stretch) => cards(stretch, life))),
  endOf: (life) => endOf(stretches(life), life),
})

const firstOfLevel = (cards: readonly CardThreshold[]): readonly CardThreshold[] => {
  const first = new Map<string, CardThreshold>()
  for (const card of cards) {
    const known = first.get(card.level)
    if (known === undefined || card.at < known.at) first.set(card.level, card)
  }
  return [...first.values()]
}

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
