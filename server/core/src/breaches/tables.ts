import type { AlertPayload } from '../feed/events.ts'
import type { Target } from '../indicators/figure.ts'

/** An indicator that missed its target in a region, from the day on which that was seen to the day on which it was over. */
export type BreachTable = {
  /** UUID version 7; the same is the subject of its cards. */
  id: string
  indicator: string
  /** The clause of the standard that the indicator answers. */
  clause: string
  regionId: number
  areaCode: number
  scopeKey: number
  /** Local days: since when it is missed, and from when on it was met again or had no data; null while it lasts. */
  sinceDay: string
  untilDay: string | null
  /** The figure as it was last seen to miss: over which days (half-open), what it was made of, how it is shown. */
  fromDay: string
  toDay: string
  numerator: number
  denominator: number | null
  n: number
  display: string
  comparator: Target['comparator']
  target: number
}

export type BreachesTables = { 'breaches.breach': BreachTable }

export type BreachesEvents = { 'breaches.card.issued': AlertPayload }

/** What this room is made of, as types. */
export type Breaches = {
  Tables: BreachesTables
  Emits: BreachesEvents
  Permissions: 'breaches.read' | 'breaches.look'
}
