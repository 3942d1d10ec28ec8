import type { Operation } from '@zhikong/core/testing'
import type { openSocket, RunningApi } from '../../../core/test/graphql/running-api.ts'
import { answerIn, type Answer } from '../../../core/test/hostile/told.ts'

/** An answer, with its status as HTTP has it. */
export type Asked = { readonly status: number; readonly answer: Answer }

type Headers = Record<string, string>
type Ask = (operation: Operation, headers: Headers) => Promise<Asked>
type Socket = Awaited<ReturnType<typeof openSocket>>

/** How long a stream is listened to before it is left. */
const STREAM_MS = 60
const failed = (what: string): Asked => ({
  status: 599,
  answer: { errors: [{ message: what, extensions: { code: 'INTERNAL' } }] },
})

/** No answer at all counts as a failure inside. */
export function unanswered(error: unknown): Asked {
  return failed(String(error instanceof Error ? (error.cause ?? error) : error))
}

/** By POST, and a stream over SSE: of it, what comes in the first moment. */
const overHttp =
  (api: RunningApi): Ask =>
  async ({ kind, query, variables }, headers) => {
    if (kind !== 'subscription') {
      const response = await api.post({ query, variables }, headers)
      return { status: response.status, answer: (await response.json()) as Answer }
    }
    const response = await api.post({ query, variables }, { ...headers, accept: 'text/event-stream' })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const left = setTimeout(() => void reader?.cancel(), STREAM_MS)
    let text = ''
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) text += part.value
    clearTimeout(left)
    return { status: response.status, answer: answerIn(text) }
  }

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The first message about an operation; of a stream, what comes in the first moment. A socket that closes has failed. */
async function firstOf(socket: Socket, id: string, isStream: boolean): Promise<Asked> {
  const told = socket
    .next((message) => message.id === id && message.type !== 'complete')
    .then(({ payload }): Asked => {
      const answer = Array.isArray(payload) ? { errors: payload } : payload
      return { status: 200, answer: answer as Answer }
    })
  told.catch(() => undefined)
  const closed = socket.closed.then((code) => failed(`the socket was closed with ${code}`))
  const quiet = pause(STREAM_MS).then((): Asked => ({ status: 200, answer: {} }))
  return await Promise.race(isStream ? [closed, told, quiet] : [closed, told])
}

type OverSockets = {
  readonly ask: Ask
  /** The codes by which the server closed sockets. */
  readonly closedWith: readonly number[]
  readonly close: () => void
}

/** All kinds of operations over one socket for each who asks, opened again should it have closed. */
function overSockets(api: RunningApi): OverSockets {
  const sockets = new Map<string, Promise<Socket>>()
  const closedWith: number[] = []
  let asked = 0
  const open = async (who: string, headers: Headers): Promise<Socket> => {
    const socket = await api.socket(headers)
    await socket.init()
    void socket.closed.then((code) => {
      sockets.delete(who)
      closedWith.push(code)
    })
    return socket
  }
  const ask: Ask = async ({ kind, query, variables }, headers) => {
    const who = JSON.stringify(headers)
    const opening = sockets.get(who) ?? open(who, headers)
    sockets.set(who, opening)
    const socket = await opening
    const id = String((asked += 1))
    socket.send({ id, type: 'subscribe', payload: { query, variables } })
    const first = await firstOf(socket, id, kind === 'subscription')
    if (kind === 'subscription') socket.send({ id, type: 'complete' })
    const others = socket.messages.filter((message) => message.id !== id)
    socket.messages.splice(0, Infinity, ...others)
    return first
  }
  const close = () => {
    for (const opening of sockets.values()) void opening.then(({ socket }) => socket.close())
  }
  return { ask, closedWith, close }
}

/** The ways by which operations come. */
export function openWays(api: RunningApi) {
  const { ask, closedWith, close } = overSockets(api)
  return { HTTP: overHttp(api), WebSocket: ask, closedWith, close }
}
