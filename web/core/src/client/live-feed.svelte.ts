import type { AlertState, CardLevel, CardStep, CaseState, Limit } from './api-types.ts'
import type { LiveConnection } from './live-connection.svelte.ts'
import { type AlertEvent, alertStream, type CompletionEvent, completionStream } from './live-query.ts'

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

const fromAlert = (event: AlertEvent): AlertItem => ({
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
const stateAfter = (kind: string): AlertState | null => STATES[kind.slice(kind.lastIndexOf('.') + 1)] ?? null

const STATES: Readonly<Record<string, AlertState | undefined>> = {
  issued: 'ISSUED',
  proposed: 'TO_CONFIRM',
  revoked: 'REVOKED',
  closed: 'CLOSED',
}

const fromCompletion = (event: CompletionEvent): CompletionItem => ({
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

type Settings = {
  readonly live: LiveConnection
  readonly within: string
  /** Reads the newest alerts, at the start and after a cut too long to replay. */
  readonly load: () => Promise<readonly AlertItem[]>
  /** Something changed: the figures on the page may be read again. */
  readonly onNews: () => void
}

/** Alerts and completions of a region, newest first; held back while somebody is reading. */
export class LiveFeed {
  items = $state.raw<readonly FeedItem[]>([])
  /** What came while the feed was held. */
  waiting = $state.raw<readonly FeedItem[]>([])
  held = $state(false)
  readonly #stops: readonly (() => void)[]

  constructor(settings: Settings) {
    let loading = false
    let again = false
    const refill = (): void => {
      again = loading
      if (loading) return
      loading = true
      settings
        .load()
        .then((items) => this.#add(items))
        .catch(() => {})
        .finally(() => {
          loading = false
          if (again) refill()
        })
    }
    const take = (items: readonly FeedItem[]): void => {
      this.#add(items)
      settings.onNews()
    }
    const takeAlerts = (events: readonly AlertEvent[]): void => {
      if (events.length === 0) return
      take(events.filter(({ kind }) => stateAfter(kind) !== null).map(fromAlert))
      // Where a card stands that went up or was urged, and what the reader may do with any of them, the list tells.
      refill()
    }
    this.#stops = [
      settings.live.watch<AlertEvent>({
        text: alertStream,
        field: 'alerts',
        within: settings.within,
        onEvents: takeAlerts,
        onBegin: refill,
      }),
      settings.live.watch<CompletionEvent>({
        text: completionStream,
        field: 'completions',
        within: settings.within,
        onEvents: (events) => {
          if (events.length > 0) take(events.map(fromCompletion))
        },
      }),
    ]
    // Once more when the stream has begun, so that nothing falls between the list and it; this one does not wait for it.
    refill()
  }

  /** What is shown changes at once; what is new waits while somebody is reading. */
  #add(items: readonly FeedItem[]): void {
    const shown = new Set(this.items.map(({ key }) => key))
    const isHeld = this.held && shown.size > 0
    this.items = merge(this.items, isHeld ? items.filter(({ key }) => shown.has(key)) : items)
    if (isHeld) {
      const oldest = this.items.at(-1)?.at ?? ''
      this.waiting = merge(
        this.waiting,
        items.filter(({ key, at }) => !shown.has(key) && at > oldest),
      )
    }
  }

  hold(): void {
    this.held = true
  }

  release(): void {
    this.held = false
    this.items = merge(this.items, this.waiting)
    this.waiting = []
  }

  /** Marks an alert as signed for without waiting for the stream. */
  acknowledged(alertId: string): void {
    this.items = this.items.map((item) =>
      item.type === 'alert' && item.alertId === alertId ? { ...item, state: 'ACKNOWLEDGED' } : item,
    )
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }
}

/** Newest first, each once; what comes later replaces what was known of the same alert. */
function merge(known: readonly FeedItem[], news: readonly FeedItem[]): readonly FeedItem[] {
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
