import type { AlertPayload } from '@zhikong/core'

/** The events that efficiency puts into the feed, by name. */
export type EfficiencyEvents = {
  /** A warning, yellow or red card was issued. */
  'efficiency.card.issued': AlertPayload
}
