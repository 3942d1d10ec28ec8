import type { AlertState, CardLevel, CaseState, Limit } from './api-types.ts'
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
  state: STATES[event.kind.slice(event.kind.lastIndexOf('.') + 1)] ?? 'ISSUED',
})

/** What the last word of an event says of a card; the others (issued, urged, escalated) leave it to be signed for. */
const STATES: Readonly<Record<string, AlertState | undefined>> = {
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
    const refill = (): void => {
      settings.load().then(
        (items) => this.#add(items, true),
        () => {},
      )
    }
    const take = (items: readonly FeedItem[]): void => {
      if (items.length === 0) return
      this.#add(items, false)
      settings.onNews()
    }
    this.#stops = [
      settings.live.watch<AlertEvent>({
        text: alertStream,
        field: 'alerts',
        within: settings.within,
        onEvents: (events) => take(events.map(fromAlert)),
        onBegin: refill,
      }),
      settings.live.watch<CompletionEvent>({
        text: completionStream,
        field: 'completions',
        within: settings.within,
        onEvents: (events) => take(events.map(fromCompletion)),
      }),
    ]
    // Once more when the stream has begun, so that nothing falls between the list and it; this one does not wait for it.
    refill()
  }

  #add(items: readonly FeedItem[], atOnce: boolean): void {
    if (this.held && !atOnce) this.waiting = merge(this.waiting, items)
    else this.items = merge(this.items, items)
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
    const kept =
      before?.type === 'alert' && item.type === 'alert' && item.state === 'ISSUED'
        ? { ...item, state: before.state }
        : item
    byKey.set(item.key, kept)
  }
  return [...byKey.values()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, KEPT)
}
