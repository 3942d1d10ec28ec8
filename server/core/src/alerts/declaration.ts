import type { CaseRecord } from '../cases/record.ts'
import type { Suspension } from '../clock/types.ts'
import type { Text } from '../text.ts'
import type { CardLevel } from './tables.ts'
import type { WorkCalendar } from '../clock/types.ts'

/** A level that a subject reaches when its calendar's work time passes a threshold. */
export type LevelDue = {
  readonly level: CardLevel
  /** `work`: the calendar of the case; `continuous`: milliseconds since the epoch. */
  readonly calendar: 'work' | 'continuous'
  readonly threshold: number
  /** The first second at which it fires. */
  readonly at: Date
  /** Fires only while the subject is open (a warning). */
  readonly openOnly: boolean
  /** It reaches into a year whose calendar is not published. */
  readonly provisional: boolean
}

/** A clock on cases, as data: core keeps it running, raises its cards and escalates. */
export type ClockDeclaration = {
  /** Unique in the platform: `case`. */
  readonly code: string
  readonly clause: string
  readonly title: Text
  readonly subject: 'case'
  readonly ruleVersion: string
  /** All levels of one case, in the order of their severity; none when the clock does not run for it. */
  readonly levels: (
    record: CaseRecord,
    suspensions: readonly Suspension[],
    calendar: WorkCalendar,
  ) => readonly LevelDue[]
}
