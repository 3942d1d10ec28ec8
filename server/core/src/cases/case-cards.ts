import type { CaseLife, ClockDeclaration } from '../alerts/declaration.ts'
import type { Failure } from '../alerts/failures/failure.ts'
import { failureOf } from '../alerts/failures/failure.ts'
import { hasPassed } from '../clock/due.ts'
import type { CaseCard, ClockEnds } from './derive.ts'

type Cards = {
  readonly reached: readonly CaseCard[]
  readonly ahead: readonly CaseCard[]
  readonly ended: ClockEnds
  /** The clocks that could not be worked out; nothing of them is among the cards. */
  readonly failures: readonly Failure[]
}

/** What one clock says of a case; with a failure it says nothing. */
type Told = {
  readonly clock: ClockDeclaration
  readonly endedAt: Date | null
  readonly cards: readonly CaseCard[]
  readonly failure: Failure | null
}

/**
 * The cards that the clocks of a case come to, in order of time: those reached by now, and those ahead. A clock that has
 * ended reaches no more of them; most end with the case, some run on after it or end before. A clock that throws stands
 * and is named; the others go on.
 */
export const cardsOf = (life: CaseLife, clocks: readonly ClockDeclaration[], now: Date): Cards => {
  const told = clocks.map((clock) => ask(clock, life))
  const ended = new Map(
    told.flatMap(({ clock, endedAt }) => (endedAt === null ? [] : [[clock.code, endedAt] as const])),
  )
  const untilOf = ({ code }: ClockDeclaration): Date => {
    const at = ended.get(code)
    return at !== undefined && at < now ? at : now
  }
  const cards = told.flatMap((each) => each.cards).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const reached = cards.filter((card) => hasPassed(life.calendar, card, untilOf(card.clock)))
  const failures = told.flatMap(({ failure }) => failure ?? [])
  return { reached, ahead: cards.filter((card) => !reached.includes(card)), ended, failures }
}

const ask = (clock: ClockDeclaration, life: CaseLife): Told => {
  const { pack, record } = life
  try {
    const endedAt = clock.endOf === undefined ? record.endedAt : clock.endOf(life)
    const cards = clock
      .cards(life)
      .map((card): CaseCard => ({ ...card, clock, ruleVersion: pack.versionOf(card.rule) }))
    for (const { threshold, at } of cards) {
      if (!Number.isSafeInteger(threshold) || Number.isNaN(at.getTime()))
        throw new RangeError('A card without an instant')
    }
    return { clock, endedAt, cards, failure: null }
  } catch (error) {
    const endedAt = clock.endOf === undefined ? record.endedAt : null
    return { clock, endedAt, cards: [], failure: failureOf(clock.code, error) }
  }
}
