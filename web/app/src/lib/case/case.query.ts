import type { AlertState, CardLevel, CaseClock, CaseState, Escalation, Limit, RegionRef } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'
import type { Applicant } from './applicant.query.ts'

type Named = { readonly name: string; readonly nameEn: string | null }
export type CaseEventKind =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'CORRECTION_REQUESTED'
  | 'CORRECTION_ANSWERED'
  | 'SUSPENDED'
  | 'RESUMED'
  | 'SUPPLEMENTED'
  | 'EXTENDED'
  | 'STEP'
  | 'FORWARDED'
  | 'FORWARD_RETURNED'
  | 'CLOSED'
  | 'VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'
  | 'LICENCE_ISSUED'
  | 'DELIVERED'

export type CaseEvent = {
  readonly id: string
  readonly kind: CaseEventKind
  readonly occurredAt: string
  readonly receivedAt: string
  readonly role: string | null
  readonly window: { readonly code: string; readonly name: string } | null
  readonly step: string | null
  readonly note: string | null
  readonly reason: string | null
  readonly until: string | null
  readonly approvedDays: number | null
  readonly noticed: boolean | null
}

export type CaseAlert = {
  readonly id: string
  readonly level: CardLevel
  readonly clock: string
  readonly state: AlertState
  readonly dueAt: string
  readonly raisedAt: string
  readonly historical: boolean
  readonly provisional: boolean
  readonly ruleVersion: string
  readonly round: number
  readonly escalation: Escalation
  readonly feedbackDueAt: string | null
  readonly steps: readonly {
    readonly kind: string
    readonly at: string
    readonly actor: string
    readonly text: string | null
  }[]
  readonly clause: string
  readonly text: string
}

/** A case that belongs to another: a joint case, or one of its parts. */
export type RelatedCase = {
  readonly id: string
  readonly externalId: string
  readonly state: CaseState
  readonly matter: Named
  readonly organisation: Named | null
  readonly promised: Limit | null
  readonly dueAt: string | null
  readonly closedAt: string | null
  readonly countedDays: number | null
  readonly overdue: boolean
  readonly closedLate: boolean | null
  readonly cardLevel: CardLevel | null
}

export type CaseSuspension = {
  readonly from: string
  readonly to: string | null
  readonly stoppedUntil: string | null
  readonly cut: boolean
  readonly droppedFor: 'NO_NOTICE' | 'NO_GROUND' | null
  readonly ground: string | null
  readonly approvedDays: number | null
  readonly noticed: boolean
  readonly approver: string | null
  readonly law: string | null
}

export type SideClock = {
  readonly clock: string
  readonly title: string
  readonly start: string
  readonly end: string | null
  readonly overAt: string | null
  readonly state: 'RUNNING' | 'OVER' | 'DONE' | 'DONE_LATE'
}

/** What the law makes of the course of a case. */
export type CaseLaw = {
  readonly deemedAcceptedAt: string | null
  readonly extensionDays: number
  readonly supplementDueAt: string | null
  readonly supplementedAt: string | null
  readonly ownHandlingDays: number | null
  readonly upperHandlingDays: number | null
  readonly suspensions: readonly CaseSuspension[]
  readonly corrections: readonly {
    readonly askedAt: string
    readonly answeredAt: string | null
    readonly reason: string | null
  }[]
  readonly extensions: readonly {
    readonly at: string
    readonly days: number
    readonly basis: 'AGENCY' | 'JOINT'
    readonly approver: string
    readonly reason: string
    readonly counts: boolean
  }[]
  readonly sideClocks: readonly SideClock[]
  readonly parent: RelatedCase | null
  readonly children: readonly RelatedCase[]
}

export type CaseDetail = CaseLaw & {
  readonly id: string
  readonly source: string
  readonly externalId: string
  readonly state: CaseState
  readonly matter: Named & { readonly code: string; readonly type: string; readonly kind: string }
  readonly hall: Named
  readonly region: RegionRef
  readonly window: { readonly code: string; readonly name: string } | null
  readonly organisation: Named | null
  readonly channel: Named | null
  readonly submittedAt: string | null
  readonly acceptedAt: string | null
  readonly acceptedRecordedAt: string | null
  readonly closedAt: string | null
  readonly promised: Limit | null
  readonly statutory: Limit | null
  readonly dueAt: string | null
  readonly statutoryDueAt: string | null
  readonly provisional: boolean
  readonly overdue: boolean
  readonly overdueSince: string | null
  readonly closedLate: boolean | null
  readonly countedDays: number | null
  readonly overDays: number | null
  readonly cardLevel: CardLevel | null
  readonly flags: readonly string[]
  readonly applicant: Applicant | null
  readonly calendar: string | null
  readonly timeline: readonly CaseEvent[]
  readonly alerts: readonly CaseAlert[]
  readonly clock: CaseClock | null
}

const related =
  'id externalId state matter { name nameEn } organisation { name nameEn } promised { amount unit } dueAt closedAt countedDays overdue closedLate cardLevel'

export const caseQuery = query<{ case: CaseDetail | null }, { id: string }>(`query Case($id: ID!) {
  case(id: $id) {
    id source externalId state
    matter { code name nameEn type kind } hall { name nameEn } region { code name nameEn level } window { code name } organisation { name nameEn } channel { name nameEn }
    submittedAt acceptedAt acceptedRecordedAt closedAt promised { amount unit } statutory { amount unit } dueAt statutoryDueAt
    provisional overdue overdueSince closedLate countedDays overDays cardLevel flags calendar
    applicant { kind name idNumber phone }
    timeline { id kind occurredAt receivedAt role window { code name } step note reason until approvedDays noticed }
    alerts { id level clock state dueAt raisedAt historical provisional ruleVersion clause text round escalation feedbackDueAt steps { kind at actor text } }
    deemedAcceptedAt extensionDays supplementDueAt supplementedAt ownHandlingDays upperHandlingDays
    suspensions { from to stoppedUntil cut droppedFor ground approvedDays noticed approver law }
    corrections { askedAt answeredAt reason }
    extensions { at days basis approver reason counts }
    sideClocks { clock title start end overAt state }
    parent { ${related} } children { ${related} }
    clock { startedAt now countedDays suspendedDays nextLevel nextAt days { date workday opens closes provisional } marks { level at raised } spans { kind from to days } forwardings { from to organisation { name nameEn } } }
  }
}`)
