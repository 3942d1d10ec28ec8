import type { AlertPayload } from '@zhikong/core'

/** The events that efficiency puts into the feed, by name. */
export type EfficiencyEvents = {
  /** A warning, yellow or red card was issued. */
  'efficiency.card.issued': AlertPayload
  /** One waits to be confirmed. */
  'efficiency.card.proposed': AlertPayload
  /** Nobody acknowledged one in time: it went up a tier. */
  'efficiency.card.escalated': AlertPayload
  /** Somebody urged the unit to act on one. */
  'efficiency.card.urged': AlertPayload
  /** One was refused, or revoked on appeal. */
  'efficiency.card.revoked': AlertPayload
  /** Nothing is left to do about one. */
  'efficiency.card.closed': AlertPayload
}
