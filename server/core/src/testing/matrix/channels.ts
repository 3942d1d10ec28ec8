import { WebSocket } from 'ws'
import type { Reader } from './readers.ts'

/** A request as it goes over any channel. */
export type Request = {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** The ways to ask; the answer is given as the bytes that came, as text. */
export type Channel = 'POST' | 'SSE' | 'WebSocket'

export type Asking = {
  readonly ask: (channel: Channel, reader: Reader, request: Request) => Promise<string>
  readonly close: () => Promise<void>
}

/** Opens the channels to an API. A reader has one socket for all that it asks. */
export function openChannels(url: string): Asking {
  const sockets = new Map<Reader, Promise<Socket>>()
  const socketOf = (reader: Reader) => {
    const open = sockets.get(reader) ?? openSocket(url, reader)
    sockets.set(reader, open)
    return open
  }
  return {
    ask: async (channel, reader, request) =>
      channel === 'WebSocket' ? (await socketOf(reader)).ask(request) : askOverHttp(url, channel, reader, request),
    close: async () => {
      const open = await Promise.all(sockets.values())
      await Promise.all(open.map((socket) => socket.close()))
    },
  }
}

/** The headers of a reader over HTTP. */
export const headersOf = ({ headers, scope }: Reader): Record<string, string> => ({
  ...headers,
  ...(scope === null ? {} : { 'x-zhikong-scope': scope }),
})

async function askOverHttp(url: string, channel: 'POST' | 'SSE', reader: Reader, request: Request): Promise<string> {
  const accept = channel === 'SSE' ? 'text/event-stream' : 'application/json'
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headersOf(reader) },
    body: JSON.stringify(request),
  })
  return channel === 'SSE' ? firstEvent(response) : response.text()
}

/** What a stream says first, or all that it says when it ends by itself. */
async function firstEvent(response: Response): Promise<string> {
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let part = await body?.read(); part?.done === false; part = await body?.read()) {
    text += part.value
    if (/^data: .+\n\n/mu.test(text)) break
  }
  await body?.cancel()
  return text
}

type Socket = { readonly ask: (request: Request) => Promise<string>; readonly close: () => Promise<void> }

async function openSocket(url: string, { headers, scope }: Reader): Promise<Socket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
  const waiting = new Map<string, (text: string) => void>()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const acknowledged = new Promise<void>((resolve, reject) => {
    socket.once('close', (code) => reject(new Error(`The socket was closed: ${code}`)))
    socket.once('error', reject)
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8')
      const { id, type } = JSON.parse(text) as { readonly id?: string; readonly type: string }
      if (type === 'connection_ack') resolve()
      if (id === undefined) return
      waiting.get(id)?.(text.replace(`"id":"${id}",`, ''))
      waiting.delete(id)
    })
  })
  socket.once('open', () => {
    const authorization = headers['authorization']
    const payload = { language: 'en', ...(authorization && { authorization }), ...(scope !== null && { scope }) }
    socket.send(JSON.stringify({ type: 'connection_init', payload }))
  })
  await acknowledged
  let last = 0
  return {
    ask: async (payload) => {
      const id = String((last += 1))
      const answer = new Promise<string>((resolve) => waiting.set(id, resolve))
      socket.send(JSON.stringify({ id, type: 'subscribe', payload }))
      const text = await answer
      socket.send(JSON.stringify({ id, type: 'complete' }))
      return text
    },
    close: async () => {
      socket.close()
      await closed
    },
  }
}
