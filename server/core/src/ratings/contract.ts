import type { AlertPayload } from '../feed/events.ts'

/** Where a rating is given: at a device of the window, a kiosk, by a code, portal, app, short message or the hotline. */
export const RATING_CHANNELS = ['DEVICE', 'KIOSK', 'QR', 'PORTAL', 'APP', 'SMS', 'HOTLINE'] as const
export type RatingChannel = (typeof RATING_CHANNELS)[number]

/** The first one of a service scores; the one after a negative was dealt with stands beside. */
export type RatingKind = 'FIRST' | 'FOLLOW_UP'

/** What became of a negative rating: it was right, it was not, or it does not count. */
export type RatingVerdict = 'UPHELD' | 'UNFOUNDED' | 'STRUCK_OUT'

/** Where a work order about a negative rating stands. */
export const ORDER_STATES = [
  'OPEN',
  'CONTACTED',
  'UPHELD',
  'UNFOUNDED',
  'STRIKE_PROPOSED',
  'FIXED',
  'EXPLAINED',
  'STRUCK_OUT',
  'CLOSED',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** What is done with one. FOLLOW_UP is done by the rater. */
export const ORDER_STEPS = [
  'CONTACT',
  'UPHOLD',
  'REJECT',
  'PROPOSE_STRIKE',
  'STRIKE',
  'REFUSE_STRIKE',
  'FIX',
  'EXPLAIN',
  'FOLLOW_UP',
  'CLOSE',
] as const
export type OrderStep = (typeof ORDER_STEPS)[number]

/**
 * A rating that somebody has to see to: a negative one, or the follow-up of one. It names neither the case nor the
 * rater: who may know finds both by the id, in `ratings.given`. Instants are ISO 8601.
 */
export type RatingGiven = {
  readonly ratingId: string
  /** The local day on which it was given. */
  readonly day: string
  readonly kind: RatingKind
  readonly channel: string
  readonly grade: number
  readonly isNegative: boolean
  /** The rater left a name or telephone: of negative ones all are visited (5-f). */
  readonly isRealName: boolean
}

/** A work order that took a step. */
export type OrderMoved = {
  readonly orderId: string
  readonly ratingId: string
  readonly step: OrderStep
  readonly state: OrderState
  /** The finding that an upheld one raised. */
  readonly findingId: string | null
}

/** The events that ratings put into the feed, by name. */
export type RatingsEvents = {
  'ratings.rating.given': RatingGiven
  'ratings.order.moved': OrderMoved
  'ratings.card.issued': AlertPayload
}
