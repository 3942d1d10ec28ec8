import type { IncomingMessage } from 'node:http'
import { fault, invalid } from './fault.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './refusal.ts'

const DRAINED = 32 * 1024 * 1024
const DRAIN_MS = 5_000

/** The refusal of a body of more than `limit` bytes. */
export function bodyTooLarge(limit: number): Refusal {
  const detail = {
    'zh-CN': `请求体最大 ${limit} 字节。请分批提交。`,
    en: `The body has at most ${limit} bytes. Send it in parts.`,
  }
  return new Refusal(413, fault('LIMIT_EXCEEDED', { detail }), { connection: 'close' })
}

function bodyTooSlow(withinMs: number): Refusal {
  const seconds = withinMs / 1_000
  const detail = {
    'zh-CN': `请求体未在 ${seconds} 秒内到齐。`,
    en: `The body did not arrive within ${seconds} seconds.`,
  }
  return new Refusal(408, fault('LIMIT_EXCEEDED', { detail }), { connection: 'close' })
}

function notJson(detail: { readonly 'zh-CN': string; readonly en: string }, status = 400): Refusal {
  return new Refusal(status, invalid(detail))
}

function checkJson(request: IncomingMessage): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw notJson(
      { 'zh-CN': '请以 Content-Type: application/json 提交。', en: 'Send it with Content-Type: application/json.' },
      415,
    )
  }
}

function checkSize(request: IncomingMessage, limit: number): void {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw notJson({ 'zh-CN': '不接受压缩的请求体。', en: 'A compressed body is not taken.' }, 415)
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw bodyTooLarge(limit)
}

/** Lets a client finish sending, within bounds, so that it reads the answer instead of a reset connection. */
function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = DRAINED
    const timer = setTimeout(resolve, DRAIN_MS)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) done()
    })
    request.once('end', done)
    request.once('close', done)
    if (request.readableEnded || request.destroyed) done()
    else request.resume()
  })
}

function readBytes(request: IncomingMessage, limit: number, withinMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const rest = () => {
      clearTimeout(timer)
      request.off('data', take)
      request.off('close', leave)
    }
    const stop = (error: unknown) => {
      rest()
      reject(error)
    }
    const timer = setTimeout(() => {
      stop(bodyTooSlow(withinMs))
    }, withinMs)
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) stop(bodyTooLarge(limit))
      else chunks.push(chunk)
    }
    const leave = () => stop(new Error('The client went away.'))
    request.on('data', take)
    request.once('end', () => {
      rest()
      const [only, ...more] = chunks
      resolve(only !== undefined && more.length === 0 ? only : Buffer.concat(chunks))
    })
    request.once('error', stop)
    request.once('close', leave)
  })
}

/** Keeps nothing from one text to the next. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a body of any kind; throws a Refusal (408, 413, 415) for one that is too large, too slow or compressed. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  withinMs: number,
  check: (request: IncomingMessage) => void = () => undefined,
): Promise<Buffer> {
  try {
    check(request)
    checkSize(request, limit)
    return await readBytes(request, limit, withinMs)
  } catch (error) {
    if (error instanceof Refusal && error.status !== 408) await drain(request)
    throw error
  }
}

/** A JSON body and how many bytes it had. */
export type JsonBody = { readonly value: unknown; readonly bytes: number }

/** Reads a JSON body; throws a Refusal (400, 408, 413, 415) with a typed fault for anything else. */
export async function readJsonBody(
  request: IncomingMessage,
  limit: number,
  withinMs: number = LIMITS.requestMs,
): Promise<JsonBody> {
  const bytes = await readBody(request, limit, withinMs, checkJson)
  try {
    return { value: JSON.parse(UTF8.decode(bytes)), bytes: bytes.length }
  } catch {
    throw notJson({ 'zh-CN': '请求体不是 UTF-8 编码的 JSON。', en: 'The body is not JSON in UTF-8.' })
  }
}

/** The same without its size. */
export async function readJson(request: IncomingMessage, limit: number = LIMITS.bodyBytes): Promise<unknown> {
  return (await readJsonBody(request, limit)).value
}
