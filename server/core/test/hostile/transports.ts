import { expect } from 'vitest'
import type { RunningApi } from '../graphql/running-api.ts'
import { answerIn, answerOf, type Answer } from './told.ts'

/** One way to ask: takes JSON text as it is and gives the first answer. */
export type Transport = (api: RunningApi, json: string, headers?: Record<string, string>) => Promise<Answer>

const post: Transport = async (api, json, headers) => answerOf(await api.post(json, headers))

const sse: Transport = async (api, json, headers) => {
  const response = await api.post(json, { ...headers, accept: 'text/event-stream' })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    text += part.value
    if (/^data: .+$/mu.test(text)) break
  }
  await reader?.cancel()
  return answerIn(text)
}

const socket: Transport = async (api, json, headers) => {
  const opened = await api.socket()
  await opened.init(headers)
  const { payload } = await opened.ask('1', json)
  opened.socket.close()
  await opened.closed
  return (Array.isArray(payload) ? { errors: payload } : payload) as Answer
}

/** Every way to ask, by its name. */
export const TRANSPORTS: Readonly<Record<string, Transport>> = { POST: post, SSE: sse, WebSocket: socket }

/** A good question is answered still. */
export async function expectAlive(api: RunningApi): Promise<void> {
  expect(await post(api, '{"query":"{ __typename }"}')).toEqual({ data: { __typename: 'Query' } })
}
