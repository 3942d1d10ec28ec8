import type { CardRule } from '../../clock/card-rule.ts'
import type { ClauseId } from '../../standard/clauses.ts'
import type { Text } from '../../text.ts'

/** Rules that a plugin brings along, for a clock that the default table does not know. */
export type OwnRules = {
  /** Cards name it as `<clock>@<version>`; raise it with every change. */
  readonly version: number
  /** Each for this clock and the limit OWN; see `plainRule`. At most one per level. */
  readonly rules: readonly CardRule[]
}

/**
 * A clock that runs for records of a plugin, as data: consultations, complaints, requests. The plugin starts and closes
 * it for each record (`host.clocks`); core keeps it running and raises its cards.
 */
export type SubjectClock = {
  /** Unique in the platform, also among clocks of cases: `consultation`. */
  readonly code: string
  readonly clause: ClauseId
  readonly title: Text
  /** The event of the feed that tells of a card: `complaints.card.issued`. */
  readonly event: string
  /** The clock of the rule pack whose rules it runs by, or own ones, which the packs of places may replace by level. */
  readonly rules: string | OwnRules
}
