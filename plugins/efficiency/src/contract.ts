import type { AlertPayload } from '@zhikong/core'

/** What a unit is held to account for: inaction 不作为, slowness 慢作为, arbitrariness 乱作为 (clause 6.4-b). */
export type Act = 'INACTION' | 'SLOW' | 'ARBITRARY'

/** What is decided: 提醒谈话、通报批评、责令整改、移送、不予追责. */
export type Measure = 'ADMONITION' | 'CRITICISM' | 'ORDERED_TO_CORRECT' | 'REFERRED' | 'NONE'

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
