import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { retryAfter } from './retry-after.ts'
import type { DeliveryFault } from './tables.ts'
import { findTarget, TargetRefused, type Reachable } from './target.ts'

/** How long one attempt may take, from the look-up of the name to the end of the answer. */
export const ATTEMPT_MS = 15_000
const LONGEST_ANSWER = 500
/** Enough for so many characters of any script. */
const ANSWER_BYTES = LONGEST_ANSWER * 4

/** What came of an attempt. `fault` is null when the receiver has taken the message. */
export type Attempt = {
  readonly fault: DeliveryFault | null
  readonly status: number | null
  /** The beginning of the answer's body, at most 500 characters. */
  readonly answer: string | null
  /** For how long the receiver asks to be left alone; absent when it asks for nothing. */
  readonly pauseMs?: number
}

export type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

type PostOptions = {
  readonly reachable: Reachable
  /** Ends the attempt early: the process is to stop. */
  readonly stopping: AbortSignal
  readonly limitMs?: number
}

/** Posts a message once. */
export type Post = (url: string, message: Message, options: PostOptions) => Promise<Attempt>

/**
 * Posts a message once. Follows no redirect, keeps no connection, reads no more of an answer than is kept, and connects
 * to no other address than the one that was checked. Never throws: what went wrong is in the answer.
 */
export const postOnce: Post = async (url, message, { reachable, stopping, limitMs = ATTEMPT_MS }) => {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(limitMs)])
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  late.catch(() => undefined)
  try {
    const { address, url: target } = await Promise.race([findTarget(new URL(url), reachable), late])
    return await send(target, address, message, signal)
  } catch (error) {
    return { fault: signal.aborted ? 'TIMEOUT' : faultOf(error), status: null, answer: null }
  }
}

function send(url: URL, address: string, { headers, body }: Message, signal: AbortSignal): Promise<Attempt> {
  const family = isIP(address)
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Zhikong-Webhooks',
      ...headers,
    },
    lookup: (_host, { all }, found) =>
      all === true ? found(null, [{ address, family }]) : found(null, address, family),
  }
  return new Promise((resolve, reject) => {
    const post = url.protocol === 'https:' ? requestHttps : requestHttp
    const sending = post(url, options, (answer) => {
      sending.off('error', reject).on('error', () => undefined) // what breaks from here on, the answer tells
      readAnswer(answer, signal).then(resolve, reject)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

async function readAnswer(response: IncomingMessage, signal: AbortSignal): Promise<Attempt> {
  const status = response.statusCode ?? 0
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part)
      length += part.length
      if (length >= ANSWER_BYTES) break
    }
  } catch {
    return { fault: signal.aborted ? 'TIMEOUT' : 'BROKEN_ANSWER', status, answer: textOf(parts) }
  }
  response.destroy()
  const pauseMs = retryAfter(status, response.headers['retry-after'])
  return { fault: faultOfStatus(status), status, answer: textOf(parts), ...(pauseMs > 0 ? { pauseMs } : {}) }
}

const textOf = (parts: readonly Buffer[]): string => {
  const text = Buffer.concat(parts)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
  return Array.from(text).slice(0, LONGEST_ANSWER).join('')
}

function faultOfStatus(status: number): DeliveryFault | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'REDIRECT' : 'STATUS'
}

function faultOf(error: unknown): DeliveryFault {
  if (error instanceof TargetRefused) return error.fault
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /CERT|SSL|TLS|SELF_SIGNED|EPROTO|ISSUER|SIGNATURE/u.test(code) ? 'TLS' : 'CONNECTION'
}
