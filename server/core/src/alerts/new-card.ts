import type { CardThreshold } from '../clock/card-thresholds.ts'
import type { WorkCalendar } from '../clock/types.ts'
import { uuidV7 } from '../uuid.ts'
import { termsOf, waitingTerms } from './lifecycle/issued-rule.ts'
import type { AlertTable } from './tables.ts'

/** A card that a clock has come to, and the version of the rule that says so. */
export type DueCard = CardThreshold & { readonly ruleVersion: string }

/** The columns that say what a card is about; all others begin alike for every card. */
type About =
  | 'areaCode'
  | 'openedOn'
  | 'caseId'
  | 'subject'
  | 'title'
  | 'clock'
  | 'scopeKey'
  | 'regionId'
  | 'hallId'
  | 'organisationId'
  | 'matterId'

type Raising = {
  readonly round: number
  /** The working days of its limits. */
  readonly calendar: WorkCalendar
  readonly historical: boolean
  readonly now: Date
}

/** How a card begins, whatever it is about: issued, or waiting to be confirmed, with the terms of its rule. */
export const newCard = (card: DueCard, { round, calendar, historical, now }: Raising): Omit<AlertTable, About> => {
  // A person is to confirm it, or it rests on days which no notice has published.
  const waits = card.provisional || card.rule.mode === 'HUMAN'
  return {
    alertId: uuidV7(now.getTime()),
    level: card.level,
    round,
    dueAt: card.at,
    raisedAt: now,
    state: waits ? 'TO_CONFIRM' : 'ISSUED',
    acknowledgedAt: null,
    acknowledgedBy: null,
    historical,
    provisional: card.provisional,
    ruleVersion: card.ruleVersion,
    ...(waits && !historical
      ? waitingTerms(card.rule, calendar, now)
      : termsOf(card.rule, calendar, historical ? null : now)),
    feedbackAt: null,
    feedbackBy: null,
    feedback: null,
    urged: 0,
    lastUrgedAt: null,
    endedAt: null,
    closedAt: null,
    revokedAt: null,
  }
}
