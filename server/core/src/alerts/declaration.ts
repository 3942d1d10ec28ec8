import type { CaseRecord } from '../cases/record.ts'
import type { CardThreshold } from '../clock/card-thresholds.ts'
import type { Suspension, WorkCalendar } from '../clock/types.ts'
import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/** A clock on cases, as data: core keeps it running and raises its cards. */
export type ClockDeclaration = {
  /** Unique in the platform: `case`. */
  readonly code: string
  readonly clause: ClauseId
  readonly title: Text
  /** The event of the feed that tells of a card: `efficiency.card.issued`. */
  readonly event: string
  /** Named by every card that it issues. */
  readonly ruleVersion: string
  /** All cards that one case comes to if nothing more happens; none when the clock does not run for it. */
  readonly cards: (
    record: CaseRecord,
    suspensions: readonly Suspension[],
    calendar: WorkCalendar,
  ) => readonly CardThreshold[]
}
