import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LivePrincipals } from '../access/live-principals.ts'
import { callerOf, type Caller } from './caller.ts'
import type { Engine, Handed } from './engine.ts'
import { fault, Fault, invalid } from './fault.ts'
import { readParams } from './params.ts'
import type { Present } from './present.ts'
import { Refusal, sendRefusal } from './refusal.ts'
import { readJson } from './request-body.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from './security-headers.ts'

type HttpOptions = {
  readonly engine: Engine
  readonly live: LivePrincipals
  readonly present: Present
  readonly graphiql: boolean
  /** How long an operation that is no stream may take. */
  readonly timeoutMs: number
}

const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"

/** A cookie goes along by itself, a header of ours does not: who sends it is our own page or no browser. */
export function checkSameSite(request: IncomingMessage, caller: Caller): void {
  if (caller.credential?.kind !== 'session' || request.headers['x-zhikong'] !== undefined) return
  const detail = {
    'zh-CN': '以登录状态提交时，请求须带请求头 x-zhikong: 1。',
    en: 'A request with the cookie of a session needs the header "x-zhikong: 1".',
  }
  throw new Refusal(403, fault('FORBIDDEN', { detail }))
}

function wrongMethod(): Refusal {
  return new Refusal(405, invalid({ 'zh-CN': '请用 POST 提交查询。', en: 'Send queries by POST.' }), { allow: 'POST' })
}

/** Any failure before GraphQL as a refusal; what is unexpected is presented like every other error. */
function asRefusal(error: unknown, caller: Caller, present: Present): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Fault) return new Refusal(error.code === 'LIMIT_EXCEEDED' ? 413 : 400, error)
  const [told] = present([error], caller)
  const code = told?.extensions['code'] === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL'
  return new Refusal(code === 'INTERNAL' ? 500 : 503, fault(code, { trace: caller.requestId }))
}

/**
 * Writes a Fetch response to a Node response, no faster than the client reads; an abort ends it.
 * `farewell` is what a stream says when it is ended from here.
 */
async function write(
  answer: Response,
  response: ServerResponse,
  signal?: AbortSignal,
  farewell?: () => string,
): Promise<void> {
  answer.headers.forEach((value, name) => response.setHeader(name, value))
  response.writeHead(answer.status)
  const reader = answer.body?.getReader()
  const stop = () => void reader?.cancel().catch(() => undefined)
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted === true) stop()
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    if (!response.write(part.value)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true
  response.end(isStream && signal?.aborted === true ? farewell?.() : undefined)
}

/** Why a stream ended: whoever it was for may no longer see it. */
const PRINCIPAL_ENDED = 'principal ended'

/** POST (JSON or SSE) and, where allowed, the page of GraphiQL. */
export function createHttp({ engine, live, present, graphiql, timeoutMs }: HttpOptions) {
  const open = new Set<AbortController>()

  async function post(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    checkSameSite(request, caller)
    const handed = readParams(await readJson(request))
    const abort = new AbortController()
    const stopWatching =
      caller.credential === null ? undefined : live.watch(caller.credential, () => abort.abort(PRINCIPAL_ENDED))
    const late = setTimeout(() => abort.abort(), timeoutMs)
    open.add(abort)
    response.once('close', () => {
      clearTimeout(late)
      stopWatching?.()
      open.delete(abort)
      abort.abort()
    })
    const answer = await within(abort.signal, ask(request, { caller, handed }, abort.signal))
    clearTimeout(late)
    await write(answer, response, abort.signal, () => {
      if (abort.signal.reason !== PRINCIPAL_ENDED) return ''
      const errors = present([fault('UNAUTHENTICATED')], caller)
      return `event: next\ndata: ${JSON.stringify({ errors })}\n\nevent: complete\ndata:\n\n`
    })
  }

  async function ask(request: IncomingMessage, handed: Handed, signal: AbortSignal): Promise<Response> {
    const accept = request.headers.accept ?? 'application/json'
    const headers = { accept, 'content-type': 'application/json' }
    const { Request } = engine.fetchAPI
    return await engine.fetch(new Request('http://localhost/graphql', { method: 'POST', headers, signal }), handed)
  }

  async function page(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    const { accept = '' } = request.headers
    if (!graphiql || request.method !== 'GET' || !accept.includes('text/html')) throw wrongMethod()
    if (new URL(request.url ?? '/', 'http://localhost').searchParams.has('query')) throw wrongMethod()
    response.setHeader('content-security-policy', GRAPHIQL_POLICY)
    const { Request } = engine.fetchAPI
    const asked = new Request('http://localhost/graphql', { headers: { accept: 'text/html' } })
    await write(await engine.fetch(asked, { caller, handed: { query: '' } }), response)
  }

  return {
    handle: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const caller = callerOf(request)
      setSecurityHeaders(response, API_CONTENT_POLICY)
      response.setHeader('x-request-id', caller.requestId)
      try {
        await (request.method === 'POST' ? post : page)(request, response, caller)
      } catch (error) {
        if (response.destroyed) return
        if (response.headersSent) response.destroy()
        else sendRefusal(response, asRefusal(error, caller, present), caller.language)
      }
    },
    /** Ends the streams that are open. */
    close: () => {
      for (const abort of open) abort.abort()
    },
  }
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const detail = { 'zh-CN': '处理时间过长，已停止。', en: 'It took too long and was stopped.' }
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Refusal(503, fault('UNAVAILABLE', { detail }))), { once: true })
  })
  return await Promise.race([work, stopped])
}
