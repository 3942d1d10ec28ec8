import type { CaseLife, ClockDeclaration } from '../alerts/declaration.ts'
import { hasPassed } from '../clock/due.ts'
import type { CaseCard, ClockEnds } from './derive.ts'

type Cards = { readonly reached: readonly CaseCard[]; readonly ahead: readonly CaseCard[]; readonly ended: ClockEnds }

/**
 * The cards that the clocks of a case come to, in order of time: those reached by now, and those ahead. A clock that has
 * ended reaches no more of them; most end with the case, some run on after it or end before.
 */
export const cardsOf = (life: CaseLife, clocks: readonly ClockDeclaration[], now: Date): Cards => {
  const ended = new Map<string, Date>()
  for (const { code, endOf } of clocks) {
    const at = endOf === undefined ? life.record.endedAt : endOf(life)
    if (at !== null) ended.set(code, at)
  }
  const untilOf = ({ code }: ClockDeclaration): Date => {
    const at = ended.get(code)
    return at !== undefined && at < now ? at : now
  }
  const cards = clocks
    .flatMap((clock) =>
      clock.cards(life).map((card): CaseCard => ({ ...card, clock, ruleVersion: life.pack.versionOf(card.rule) })),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const reached = cards.filter((card) => hasPassed(life.calendar, card, untilOf(card.clock)))
  return { reached, ahead: cards.filter((card) => !reached.includes(card)), ended }
}
