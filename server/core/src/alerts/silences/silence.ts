import type { AlertTable, SilenceTable } from '../tables.ts'

/** The longest silence, in days. */
export const LONGEST_SILENCE_DAYS = 30

const DAY_MS = 86_400_000

/** The latest end of a silence that was made at an instant: changing it does not begin it anew. */
export const latestEndOf = (createdAt: Date): Date => new Date(createdAt.getTime() + LONGEST_SILENCE_DAYS * DAY_MS)

/** Whether a silence holds at an instant. */
export const isActive = ({ createdAt, endsAt, endedAt }: SilenceTable, at: Date): boolean =>
  at >= createdAt && at < endsAt && (endedAt === null || at < endedAt)

/** What of a card a silence looks at. */
export type Silenceable = Pick<AlertTable, 'scopeKey' | 'hallId' | 'organisationId' | 'clock'>

/**
 * Whether no message about a card is to be sent at an instant. It asks nothing else of a silence: cards are raised,
 * escalated, listed and pushed to who looks at them all the same.
 */
export const isSilenced = (silences: readonly SilenceTable[], card: Silenceable, at: Date): boolean =>
  silences.some(
    (silence) =>
      isActive(silence, at) &&
      card.scopeKey >= silence.scopeKey &&
      card.scopeKey < silence.scopeEnd &&
      isOf(silence.hallId, card.hallId) &&
      isOf(silence.organisationId, card.organisationId) &&
      isOf(silence.clock, card.clock),
  )

const isOf = <T>(wanted: T | null, found: T | null): boolean => wanted === null || wanted === found
