import { createServer } from 'node:http'
import { WebSocket } from 'ws'
import type { ScopedDatabase } from '../../src/access/administration.ts'
import { createApi, type ApiConfig, type ApiOptions } from '../../src/graphql/server.ts'
import { plantedSchema } from './planted-schema.ts'

type Logged = { readonly trace: string; readonly err: unknown }

/** An API that listens on a free port, over a planted schema. */
export async function startApi(
  database: ScopedDatabase,
  config: Partial<ApiConfig> = {},
  schema = plantedSchema(),
  options: Partial<Pick<ApiOptions, 'clock' | 'rolePermissions' | 'vault'>> = {},
) {
  const logged: Logged[] = []
  const log = (entry: unknown) => void logged.push(entry as Logged)
  const api = createApi({
    ...options,
    schema,
    database,
    config: { graphiql: false, ...config },
    logger: { error: log, warn: log },
  })
  // Longer than any test rests: else a connection may end in the very moment in which it is used again.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void api.handle(request, response).then((mine) => {
      if (!mine) response.writeHead(404).end()
    })
  })
  server.on('upgrade', (request, socket, head) => api.upgrade(request, socket, head))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    api,
    logged,
    /** POSTs a body as it is; objects become JSON. */
    post: (body: unknown, headers: Record<string, string> = {}, path = '/graphql') =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      }),
    socket: (headers: Record<string, string> = {}) => openSocket(`ws://127.0.0.1:${port}/graphql`, headers),
    stop: async () => {
      await api.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type RunningApi = Awaited<ReturnType<typeof startApi>>

/** A message of graphql-ws, loosely. */
export type Message = { readonly id?: string; readonly type: string; readonly payload?: unknown }

/** A bare socket, so that a test can say what no client would. */
export async function openSocket(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers })
  const messages: Message[] = []
  const waiting = new Set<() => void>()
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString('utf8')) as Message)
    for (const wake of waiting) wake()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`status ${response.statusCode}`)))
  })
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message))

  /** The first message that fits; fails after five seconds. */
  async function next(fits: (message: Message) => boolean): Promise<Message> {
    const end = Date.now() + 5_000
    for (;;) {
      const found = messages.find(fits)
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error(`no such message among ${JSON.stringify(messages).slice(0, 400)}`)
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
        setTimeout(wake, 200)
      })
    }
  }

  return {
    socket,
    messages,
    closed,
    send,
    next,
    init: async (payload?: unknown) => {
      send({ type: 'connection_init', payload })
      await next((message) => message.type === 'connection_ack')
    },
    /** Starts an operation, an object or JSON text as it is, and gives its first answer. */
    ask: async (id: string, payload: unknown) => {
      const json = typeof payload === 'string' ? payload : JSON.stringify(payload)
      send(`{"id":${JSON.stringify(id)},"type":"subscribe","payload":${json}}`)
      return await next((message) => message.id === id && message.type !== 'complete')
    },
  }
}
