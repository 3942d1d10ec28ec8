import { type Client, createClient } from 'graphql-ws'
import { RECONNECTED } from './reconnected.ts'

export type LiveState = 'connecting' | 'connected' | 'reconnecting' | 'disconnected'

type Batch<Event> = { readonly events: readonly Event[]; readonly cursor: string }

type Watch<Event> = {
  /** The text of a subscription whose one field answers `{ events cursor }` and takes `within` and `after`. */
  readonly text: string
  readonly field: string
  readonly within: string
  readonly after?: string | null
  readonly onEvents: (events: readonly Event[], cursor: string) => void
  /** The stream begins now, without a cursor or with one of no more use: what was before must be read by a query. */
  readonly onBegin?: () => void
}

type Settings = {
  readonly url: string
  readonly locale: () => string
  /** The working scope of all streams; the widest when there is none. */
  readonly scope: () => string | undefined
  /** The id of a document that the server knows; others are sent as text. */
  readonly documentId: (text: string) => string | undefined
  /** The server has closed the socket because the reader's rights have changed or ended. */
  readonly onRightsChanged: () => void
}

/** After this many failed attempts the console says 已断开 instead of 重连中; it goes on trying. */
const PATIENT_ATTEMPTS = 5
const LONGEST_WAIT = 15_000
/** The close code of graphql-ws for a session that has ended or whose rights have changed. */
const FORBIDDEN = 4403

/** Full jitter, so that a thousand desks do not return in the same instant. */
const wait = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * Math.min(LONGEST_WAIT, 400 * 2 ** attempt)))

/** One socket for all streams of the console, with the state that the top bar shows. */
export class LiveConnection {
  state = $state<LiveState>('connecting')
  /** When the last message came. */
  lastSeen = $state(new Date())
  readonly #client: Client
  readonly #documentId: Settings['documentId']

  constructor({ url, locale, scope, documentId, onRightsChanged }: Settings) {
    this.#documentId = documentId
    let attempts = 0
    this.#client = createClient({
      url,
      lazy: false,
      keepAlive: 10_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => wait(retries),
      connectionParams: () => ({ 'accept-language': locale(), ...(scope() === undefined ? {} : { scope: scope() }) }),
      onNonLazyError: () => {},
      on: {
        connecting: (retrying) => {
          if (retrying) this.state = ++attempts > PATIENT_ATTEMPTS ? 'disconnected' : 'reconnecting'
        },
        connected: () => {
          if (this.state === 'reconnecting' || this.state === 'disconnected')
            window.dispatchEvent(new Event(RECONNECTED))
          attempts = 0
          this.state = 'connected'
          this.lastSeen = new Date()
        },
        message: () => {
          this.lastSeen = new Date()
        },
        pong: () => {
          this.lastSeen = new Date()
        },
        closed: (event) => {
          if ((event as Partial<CloseEvent>).code === FORBIDDEN) onRightsChanged()
          this.state = attempts > PATIENT_ATTEMPTS ? 'disconnected' : 'reconnecting'
        },
      },
    })
  }

  /** Follows a stream until the returned function is called. */
  watch<Event>(watch: Watch<Event>): () => void {
    // The client sends this very object again after a cut: moving the cursor in it is what makes it catch up.
    const variables: Record<string, unknown> = { within: watch.within, after: watch.after ?? null }
    const id = this.#documentId(watch.text)
    let stopped = false
    let stop: () => void = () => {}
    const forget = (): void => {
      variables['after'] = null
    }
    const start = (): void => {
      if (stopped) return
      stop = this.#client.subscribe<Record<string, Batch<Event>>>(
        id === undefined ? { query: watch.text, variables } : { query: '', variables, extensions: { documentId: id } },
        {
          next: (result) => {
            if (result.errors?.some((error) => error.extensions?.['code'] === 'RESYNC_REQUIRED')) forget()
            const batch = result.data?.[watch.field]
            if (!batch) return
            const begins = variables['after'] === null
            variables['after'] = batch.cursor
            watch.onEvents(batch.events, batch.cursor)
            if (begins) watch.onBegin?.()
          },
          error: (error) => {
            if (JSON.stringify(error ?? null).includes('RESYNC_REQUIRED')) forget()
            setTimeout(start, 2_000)
          },
          complete: () => setTimeout(start, 1_000),
        },
      )
    }
    start()
    return () => {
      stopped = true
      stop()
    }
  }

  close(): void {
    // A connection that fails while it is being given up is nobody's concern.
    Promise.resolve(this.#client.dispose()).catch(() => {})
  }
}
