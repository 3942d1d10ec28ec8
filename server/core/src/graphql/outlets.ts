import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** Where messages of a subscription go out to one client, in the words of its transport. */
export type Outlet = {
  /** What a message begins and ends with, around its payload. */
  readonly before: Buffer
  readonly after: Buffer
  readonly isOpen: () => boolean
  /** Sends the parts of one message, which are others' as well and not changed. */
  readonly send: (parts: readonly Buffer[]) => void
  readonly unreadBytes: () => number
}

/** A socket of graphql-ws, written to by `wire`: each message has its client's own id. A long one goes in fragments. */
export const socketOutlet = (id: string, socket: WebSocket, wire: Duplex): Outlet => ({
  before: Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`),
  after: Buffer.from('}'),
  isOpen: () => socket.readyState === socket.OPEN,
  send: (parts) => {
    wire.cork()
    for (const [at, part] of parts.entries()) socket.send(part, { binary: false, fin: at === parts.length - 1 })
    wire.uncork()
  },
  unreadBytes: () => socket.bufferedAmount,
})

/** A response of server-sent events. */
export const responseOutlet = (response: ServerResponse): Outlet => ({
  before: Buffer.from('event: next\ndata: '),
  after: Buffer.from('\n\n'),
  isOpen: () => !response.writableEnded && !response.destroyed,
  send: (parts) => {
    response.cork()
    for (const part of parts) response.write(part)
    response.uncork()
  },
  unreadBytes: () => response.writableLength,
})
