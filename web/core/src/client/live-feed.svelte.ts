import type { LiveConnection } from './live-connection.svelte.ts'
import { type AlertItem, type FeedItem, fromAlert, fromCompletion, merge, stateAfter } from './feed-items.ts'
import { type AlertEvent, alertStream, type CompletionEvent, completionStream } from './live-query.ts'

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
