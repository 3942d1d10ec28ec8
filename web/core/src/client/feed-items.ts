import type { AlertState, CardLevel, CardStep, CaseState, Limit } from './api-types.ts'
import type { AlertEvent, CompletionEvent } from './live-query.ts'

type Common = {
  readonly key: string
  readonly at: string
  /** Null when it is about another record than a case. */
  readonly caseId: string | null
  readonly matter: string
  readonly hall: string | null
  readonly organisation: string | null
  readonly countedDays: number | null
}
export type AlertItem = Common & {
  readonly type: 'alert'
  readonly alertId: string
  readonly level: CardLevel
  readonly clock: string
  readonly promised: Limit | null
  readonly overDays: number | null
  readonly provisional: boolean
  readonly state: AlertState
  /** What the reader may do with it now; nothing until the list has said so. */
  readonly possibleSteps: readonly CardStep[]
}
export type CompletionItem = Common & {
  readonly type: 'completion'
  readonly outcome: CaseState
  readonly onTime: boolean | null
}
export type FeedItem = AlertItem | CompletionItem

/** Items kept; older ones are in the lists. */
const KEPT = 60

/** A card as an event tells of it. */
export const fromAlert = (event: AlertEvent): AlertItem => ({
  type: 'alert',
  key: `a${event.alertId}`,
  at: event.at,
  caseId: event.caseId,
  matter: event.title,
  hall: event.hall,
  organisation: event.organisation,
  countedDays: event.countedDays,
  alertId: event.alertId,
  level: event.level,
  clock: event.clock,
  promised: event.promised,
  overDays: event.overDays,
  provisional: event.provisional,
  state: stateAfter(event.kind) ?? 'ISSUED',
  possibleSteps: [],
})

/** Where an event leaves a card, by its last word; null when it stays where it stands (urged, escalated). */
export const stateAfter = (kind: string): AlertState | null => STATES[kind.slice(kind.lastIndexOf('.') + 1)] ?? null

const STATES: Readonly<Record<string, AlertState | undefined>> = {
  issued: 'ISSUED',
  proposed: 'TO_CONFIRM',
  revoked: 'REVOKED',
  closed: 'CLOSED',
}

/** An end as an event tells of it. */
export const fromCompletion = (event: CompletionEvent): CompletionItem => ({
  type: 'completion',
  key: `c${event.caseId}`,
  at: event.at,
  caseId: event.caseId,
  matter: event.matter,
  hall: event.hall,
  organisation: event.organisation,
  countedDays: event.countedDays,
  outcome: event.outcome,
  onTime: event.onTime,
})

/** Newest first, each once; what comes later replaces what was known of the same alert. */
export function merge(known: readonly FeedItem[], news: readonly FeedItem[]): readonly FeedItem[] {
  const byKey = new Map(known.map((item) => [item.key, item]))
  for (const item of news) {
    const before = byKey.get(item.key)
    byKey.set(item.key, before?.type === 'alert' && item.type === 'alert' ? renewed(before, item) : item)
  }
  return [...byKey.values()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, KEPT)
}

/**
 * A card that is known already and of which something comes: what was done with it since it was issued stands, a
 * confirmation issues it, and what the news leaves out is kept.
 */
function renewed(before: AlertItem, item: AlertItem): AlertItem {
  const isDone = item.state === 'ISSUED' && before.state !== 'TO_CONFIRM'
  return {
    ...item,
    state: isDone ? before.state : item.state,
    countedDays: item.countedDays ?? before.countedDays,
    overDays: item.overDays ?? before.overDays,
    promised: item.promised ?? before.promised,
    possibleSteps:
      item.possibleSteps.length > 0 || item.state !== before.state ? item.possibleSteps : before.possibleSteps,
  }
}
