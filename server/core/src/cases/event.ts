import type { ExtensionBasis } from '../clock/extension.ts'
import type { Limit } from '../clock/types.ts'
import type { SuspensionGround } from './suspension-ground.ts'
import type { CaseEventKind, CaseState } from './tables.ts'
import { CASE_EVENT_KINDS } from './tables.ts'

/**
 * The limits frozen at acceptance: what the source gave, else what the matter promised that day. A submission freezes
 * those of its matter too, for a case that comes to be deemed accepted.
 */
export type FrozenLimits = {
  readonly promised: Limit | null
  readonly statutory: Limit | null
  /** An absolute due instant in place of a promised limit; ISO 8601. */
  readonly dueAt: string | null
}

/** What an event carries beside its kind and times, with codes resolved to ids. */
export type EventPayload = {
  readonly organisationId?: number
  /** The organisation of the matter that the event names: holds where no event names one itself. */
  readonly matterOrganisationId?: number
  readonly channel?: string
  readonly role?: string
  readonly step?: string
  readonly reason?: string
  readonly note?: string
  /** Planned end of a suspension; ISO 8601. */
  readonly until?: string
  readonly approvedDays?: number
  readonly noticed?: boolean
  readonly ground?: SuspensionGround
  /** The law that allows a suspension on another ground than those of the licensing law. */
  readonly law?: string
  readonly approver?: string
  /** The id of the suspension that a resumption ends. */
  readonly resumes?: string
  readonly extensionDays?: number
  readonly extensionBasis?: ExtensionBasis
  /** By when what an acceptance leaves open (容缺受理) must be supplied; ISO 8601. */
  readonly supplementDueAt?: string
  /** The number of the joint case of which this one is a part. */
  readonly parent?: string
  /** Where a case is forwarded to. */
  readonly upperOrganisationId?: number
  /** What a closing leaves to be done. */
  readonly licenceFollows?: boolean
  readonly deliveryFollows?: boolean
  /** It came by an online channel, as the channels were then. */
  readonly online?: true
  readonly limits?: FrozenLimits
  /** Loaded from an earlier time: when it was recorded says nothing about the hall. */
  readonly loaded?: true
}

/** One event of a case as the derivation reads it. */
export type CaseEvent = {
  readonly eventKey: string
  readonly kind: CaseEventKind
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly windowId: number | null
  readonly payload: EventPayload
}

/** What a case is from its first stored event on, and stays. */
export type CaseIdentity = {
  readonly areaCode: number
  readonly openedOn: string
  readonly caseId: string
  readonly scopeKey: number
  readonly regionId: number
  readonly hallId: number
  readonly matterId: number
  readonly source: string
  readonly externalId: string
  readonly calendarId: string
}

/** In this order events of the same instant are read. */
export const KIND_ORDER: ReadonlyMap<CaseEventKind, number> = new Map(
  CASE_EVENT_KINDS.map((kind, order) => [kind, order]),
)

export const END_KINDS = ['CLOSED', 'VOIDED', 'RETURNED', 'WITHDRAWN'] as const
export type EndKind = (typeof END_KINDS)[number]

const ENDS: ReadonlySet<string> = new Set(END_KINDS)

/** Whether an event of this kind, or this state, is the end of a case. */
export const isEnd = (kind: CaseEventKind | CaseState): kind is EndKind => ENDS.has(kind)
