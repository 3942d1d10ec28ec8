import type { AlertPayload } from '@zhikong/core'
import type { Act, Measure } from './rules/accountability.ts'

/** How a unit is held to account; tells neither the person nor what was said. Instants are ISO 8601. */
export type AccountabilityPayload = {
  readonly recordId: string
  readonly at: string
  readonly act: Act
  /** Null until it is decided. */
  readonly measure: Measure | null
}

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
  /** A unit is to be held to account. */
  'efficiency.accountability.opened': AccountabilityPayload
  /** It was decided. */
  'efficiency.accountability.decided': AccountabilityPayload
  /** The record was closed. */
  'efficiency.accountability.closed': AccountabilityPayload
}
