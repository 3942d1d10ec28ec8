import type { CaseEvent } from '../cases/event.ts'
import type { CaseRecord } from '../cases/record.ts'
import type { Procedure } from '../cases/suspensions.ts'
import type { CardThreshold } from '../clock/card-thresholds.ts'
import type { RulePack } from '../clock/rule-pack.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/** What a clock reads of one case. */
export type CaseLife = {
  readonly record: CaseRecord
  /** In the order in which they happened. */
  readonly events: readonly CaseEvent[]
  readonly suspensions: readonly Procedure[]
  readonly calendar: WorkCalendar
  /** The rules that hold for the case: those of its place, as they were when it was accepted. */
  readonly pack: RulePack
}

/** A stretch of a case for which a clock of its own runs, beside that of the case or after its end. */
export type ClockStretch = {
  readonly start: Date
  /** When it stopped; null while it runs. */
  readonly end: Date | null
  /** The first second at which it is past its limit; null when it has none. */
  readonly overAt: Date | null
}

/** A clock on cases, as data: core keeps it running and raises its cards. */
export type ClockDeclaration = {
  /** Unique in the platform: `case`. */
  readonly code: string
  readonly clause: ClauseId
  readonly title: Text
  /** The event of the feed that tells of a card: `efficiency.card.issued`. */
  readonly event: string
  /** All cards that one case comes to if nothing more happens; none when the clock does not run for it. */
  readonly cards: (life: CaseLife) => readonly CardThreshold[]
  /**
   * When it stopped for good, also before the case ends or after; null while it runs. Left out, it ends with the case.
   * Its cards end with it.
   */
  readonly endOf?: (life: CaseLife) => Date | null
  /** For a clock with an end of its own: for what it runs, in order of time, as it is drawn beside the clock of the case. */
  readonly stretches?: (life: CaseLife) => readonly ClockStretch[]
}
