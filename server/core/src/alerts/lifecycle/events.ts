import type { StepKind } from '../tables.ts'

/** What of a card's life is told in the feed, by the last word of the event. Steps that are not here tell nobody. */
export const TOLD = {
  ESCALATED: 'escalated',
  URGED: 'urged',
  REFUSED: 'revoked',
  LAPSED: 'revoked',
  REVOKED: 'revoked',
  CLOSED: 'closed',
} as const satisfies { readonly [Kind in StepKind]?: string }

/** A card that waits to be confirmed is told as one that was proposed, and as issued when it is confirmed. */
export const PROPOSED = 'proposed'

/** `efficiency.card.issued` → `efficiency.card.escalated`. */
export const eventOf = (issued: string, word: string): string => `${issued.slice(0, issued.lastIndexOf('.'))}.${word}`

/** The names of all events of the life of a card after it was issued, by the name of the event that issues it. */
export const eventsAfter = (issued: string): readonly string[] =>
  [PROPOSED, ...new Set(Object.values(TOLD))].map((word) => eventOf(issued, word))
