import { setTimeout as wait } from 'node:timers/promises'
import { madeAt } from '../k6/case-number.ts'
import { shareOf } from './series.ts'

/** What followers of streams over server-sent events saw. */
export type Followed = {
  readonly streams: number
  /** Events that did not come, of all streams; those that came too often count as well. */
  readonly lost: number
  /** Streams that ended by themselves. */
  readonly ended: number
  /** 95 of 100 events came within so many milliseconds after they were sent; null without any. */
  readonly delivery95: number | null
}

/** Streams that are followed. */
export type Followers = {
  /** Waits for what is still under way, then ends them all and tells what came of `expected` events each. */
  readonly stop: (expected: number) => Promise<Followed>
}

const COMPLETIONS = 'subscription { completions(within: "43") { cursor events { seq caseNumber } } }'
const LAST_MS = 10_000

type Batch = {
  readonly data?: { readonly completions?: { readonly events: readonly { readonly caseNumber: string }[] } }
}

/** Follows the ends of cases in the whole province as systems do that know no WebSocket. k6 reads no streams. */
export const followStreams = async (url: string, key: string, streams: number): Promise<Followers> => {
  const stopping = new AbortController()
  const came = Array.from({ length: streams }, () => 0)
  const times: number[] = []
  let ended = 0
  const hear = (stream: number, data: string): void => {
    const batch = JSON.parse(data) as Batch
    const now = Date.now()
    for (const { caseNumber } of batch.data?.completions?.events ?? []) {
      came[stream] = (came[stream] ?? 0) + 1
      times.push(now - madeAt(caseNumber))
    }
  }
  const read = async (stream: number, body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const part of body) {
      const frames = (rest + decoder.decode(part, { stream: true })).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^data: ?(.+)$/m.exec(frame)?.[1]
        if (data !== undefined && /^event: ?next$/m.test(frame)) hear(stream, data)
      }
    }
  }
  const bodies = await Promise.all(came.map(() => openStream(url, key, stopping.signal)))
  const reading = bodies.map((body, stream) =>
    read(stream, body)
      .catch(() => undefined)
      .finally(() => (ended += stopping.signal.aborted ? 0 : 1)),
  )
  return {
    stop: async (expected) => {
      const late = performance.now() + LAST_MS
      while (came.some((count) => count < expected) && performance.now() < late) await wait(100)
      stopping.abort()
      await Promise.race([Promise.all(reading), wait(LAST_MS, undefined, { ref: false })])
      const lost = came.reduce((sum, count) => sum + Math.abs(expected - count), 0)
      return { streams, lost, ended, delivery95: shareOf(times, 0.95) }
    },
  }
}

const openStream = async (url: string, key: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: COMPLETIONS }),
    signal,
  })
  if (!response.ok || response.body === null) throw new Error(`A stream was answered ${response.status}.`)
  return response.body
}
