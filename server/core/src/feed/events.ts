import type { Tier } from '../alerts/tables.ts'
import type { CardLevel } from '../clock/card-rule.ts'
import type { Limit } from '../clock/types.ts'
import type { EndKind } from '../cases/event.ts'

/** What every event about a case tells, in words, so that no subscriber has to ask again. Instants are ISO 8601. */
export type AboutCase = {
  /** When it happened: the card was raised, the case ended. */
  readonly at: string
  /** The public id of the case. */
  readonly caseId: string
  /** Its number at the source. */
  readonly caseNumber: string
  readonly matter: string
  readonly hall: string
  readonly organisation: string | null
  /** 12 digits, as the region was called then. */
  readonly regionCode: string
  readonly regionName: string
  /** Working days counted, in the unit of the limit; null when no clock ran. */
  readonly countedDays: number | null
}

/** What an alert about a record of a plugin tells of it. Instants are ISO 8601. */
export type AboutRecord = Pick<AboutCase, 'at' | 'organisation' | 'regionCode' | 'regionName' | 'countedDays'> & {
  /** The kind of record: `<plugin>.<noun>`. */
  readonly subject: string
  readonly subjectId: string
  readonly title: string
  /** Null when no hall is concerned. */
  readonly hall: string | null
}

/** Payload of an event of the topic ALERT: a warning, yellow or red card (clause 6.4-b), of a case or another record. */
export type AlertPayload = (AboutCase | AboutRecord) & {
  readonly alertId: string
  readonly level: CardLevel
  readonly clock: string
  /** The instant at which the card fell due. */
  readonly dueAt: string
  /** The promise of a case, or the limit of another clock; null when it has a due instant. */
  readonly promised: Limit | null
  readonly overDays: number | null
  /** Rests on days for which no notice has been published. */
  readonly provisional: boolean
  /** Who is to act on it now. */
  readonly escalation: Tier
  /** It waits to be confirmed: it is the business of those who decide of cards, and of no unit yet. */
  readonly waits?: true
}

/** Payload of an event of the topic COMPLETION: a case has ended, one way or another. */
export type CompletionPayload = AboutCase & {
  readonly outcome: EndKind
  /** Against the promised limit; null when there was none. */
  readonly onTime: boolean | null
}
