// oxlint-disable unicorn/prefer-add-event-listener -- its names of events are an enum, of which k6 has no value
import { WebSocket } from 'k6/websockets'
import { bodyOf, type Credential } from './ask.ts'
import { complain } from './complain.ts'
import { dropped, faults } from './measures.ts'
import { plan } from './read-plan.ts'

/** A subscription of the console. */
export type Stream = {
  /** `subscription Alerts`. */
  readonly document: string
  readonly within: string
  /** Is given the one field of each answer. */
  readonly onBatch: (batch: Batch) => void
}

/** What came at once. */
export type Batch = { readonly cursor: string; readonly events: readonly FeedEvent[] }

/** What cards and ends of cases have in common. */
export type FeedEvent = { readonly seq: string; readonly caseNumber: string | null }

type Message = {
  readonly type: 'connection_ack' | 'next' | 'error' | 'complete' | 'ping' | 'pong'
  readonly id?: string
  readonly payload?: { readonly data?: Readonly<Record<string, Batch>> | null; readonly errors?: unknown }
}

/**
 * Opens the socket of a console (graphql-transport-ws) and follows streams over it for so many milliseconds. Returns at
 * once; k6 ends the iteration when the socket is closed.
 */
export const follow = (credential: Credential, streams: readonly Stream[], ms: number): void => {
  const socket = new WebSocket(`${plan.url.replace(/^http/, 'ws')}/graphql`, null, {
    headers: { ...credential, 'sec-websocket-protocol': 'graphql-transport-ws' },
    tags: { name: 'socket' },
  })
  let isOver = false
  const send = (message: object): void => socket.send(JSON.stringify(message))
  const end = setTimeout(() => {
    isOver = true
    socket.close(1000)
  }, ms)
  socket.onopen = () => send({ type: 'connection_init' })
  socket.onclose = () => {
    clearTimeout(end)
    if (!isOver) dropped.add(1)
  }
  socket.onerror = (event) => complain(`socket: ${event?.error}`)
  socket.onmessage = (event) => {
    const message = JSON.parse(String(event?.data)) as Message
    if (message.type === 'ping') send({ type: 'pong' })
    if (message.type === 'connection_ack') streams.forEach((stream, at) => send(subscriptionOf(stream, at)))
    if (message.type === 'next' || message.type === 'error') hear(message, streams)
  }
}

const subscriptionOf = ({ document, within }: Stream, at: number): object => {
  const { documentId, ...rest } = JSON.parse(bodyOf({ document, variables: { within, after: null } })) as {
    readonly documentId?: string
  }
  const payload = documentId === undefined ? rest : { query: '', ...rest, extensions: { documentId } }
  return { id: String(at), type: 'subscribe', payload }
}

const hear = ({ id, payload }: Message, streams: readonly Stream[]): void => {
  const batch = Object.values(payload?.data ?? {})[0]
  faults.add(batch === undefined)
  if (batch === undefined) complain(`stream: ${JSON.stringify(payload)}`)
  else streams[Number(id)]?.onBatch(batch)
}
