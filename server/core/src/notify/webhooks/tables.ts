import type { ColumnType } from 'kysely'
import type { CardLevel } from '../../clock/card-rule.ts'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Why a webhook delivers no more for now, until somebody resumes it. */
export const STOP_REASONS = ['GONE', 'RETRIES_USED_UP'] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** An address of another system that is told of events. */
export type WebhookTable = {
  id: string
  name: string
  url: string
  /** Whose events: those of a region with all within it, perhaps of one organisation or hall only. */
  regionId: number
  lo: number
  hi: number
  organisationId: Nullable<number>
  hallId: Nullable<number>
  /** Names of events, joined by commas; empty for all. */
  kinds: string
  /** Cards below this level are not told. */
  minLevel: CardLevel
  /** The account under whose rights it is told; whoever saved it last. */
  ownerId: string
  ownerName: string
  createdAt: Date
  /** Up to here in the feed there are deliveries for all that it is told. */
  afterSeq: number
  stoppedAt: Nullable<Date>
  stopReason: Nullable<StopReason>
  endedAt: Nullable<Date>
  /** `ASKED`, or `RIGHTS_LOST` when its owner lost the range or the permission. */
  endReason: Nullable<'ASKED' | 'RIGHTS_LOST'>
}

/** A secret by which the receiver knows that a message is ours; two are live while it is changed. */
export type WebhookSecretTable = {
  id: string
  webhookId: string
  /** `whsec_…` under the keys of personal data. */
  sealed: Buffer
  createdAt: Date
  /** When it ends; null for the newest. */
  expiresAt: Nullable<Date>
}

export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'DROPPED'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** What went wrong at an attempt. */
export const DELIVERY_FAULTS = [
  'STATUS',
  'REDIRECT',
  'TIMEOUT',
  'CONNECTION',
  'TLS',
  'BROKEN_ANSWER',
  'NAME_UNKNOWN',
  'ADDRESS_REFUSED',
] as const
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number]

/** One event for one webhook. Its content is read from the feed when it is sent. */
export type WebhookDeliveryTable = {
  /** The message id that the receiver sees, the same at every attempt. */
  id: string
  webhookId: string
  seq: number
  /** What keeps its order: the id of the case. */
  subject: string
  kind: string
  state: DeliveryState
  createdAt: Date
  attempts: number
  /** When retrying began; three days later it ends. */
  begunAt: Nullable<Date>
  /** When it is tried next. */
  nextAt: Date
  attemptedAt: Nullable<Date>
  deliveredAt: Nullable<Date>
  /** The HTTP status of the last answer; null when there was none. */
  status: Nullable<number>
  fault: Nullable<DeliveryFault>
  /** The beginning of the last answer, at most 500 characters. */
  answer: Nullable<string>
}

export type WebhookTables = {
  'core.webhook': WebhookTable
  'core.webhookSecret': WebhookSecretTable
  'core.webhookDelivery': WebhookDeliveryTable
}
