import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getOperationAST } from 'graphql'
import { standingOf } from '../access/holder.ts'
import type { LivePrincipals } from '../access/live-principals.ts'
import type { Principals } from '../access/principals.ts'
import type { Admission } from './admission.ts'
import { callerOf, type Caller, type Site } from './caller.ts'
import type { Engine, Handed } from './engine.ts'
import type { FastPath } from './fast-path/fast-path.ts'
import { fault, Fault, invalid } from './fault.ts'
import { tookTooLong } from './in-time.ts'
import { checkBodyFits } from './intake-body.ts'
import { exceeded, LIMITS } from './limits.ts'
import type { ErrorCode } from './messages.ts'
import { responseOutlet } from './outlets.ts'
import { readParams, type Params } from './params.ts'
import type { Present } from './present.ts'
import { Refusal, sendRefusal } from './refusal.ts'
import { readJsonBody } from './request-body.ts'
import { checkSameSite } from './same-origin.ts'
import { createSeats, seatHolder } from './seats.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from './security-headers.ts'
import { sharedOperation } from './shared-operation.ts'
import type { Admit } from './trusted-documents.ts'

type HttpOptions = {
  readonly site: Site
  readonly engine: Engine
  /** Without it, the engine answers everything. */
  readonly fastPath: FastPath | null
  readonly admission: Admission
  readonly admit: Admit
  readonly principals: Principals
  readonly live: LivePrincipals
  readonly present: Present
  readonly graphiql: boolean
  /** How long a body may take to arrive, and an operation that is no stream. */
  readonly timeoutMs: number
}

const GRAPHIQL_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"

function wrongMethod(): Refusal {
  return new Refusal(405, invalid({ 'zh-CN': '请用 POST 提交查询。', en: 'Send queries by POST.' }), { allow: 'POST' })
}

/** The status of HTTP for a fault before GraphQL; 400 for what is not named. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = { LIMIT_EXCEEDED: 413, FORBIDDEN: 403, UNAVAILABLE: 503 }

/** Any failure before GraphQL as a refusal; what is unexpected is presented like every other error. */
function asRefusal(error: unknown, caller: Caller, present: Present): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Fault) return new Refusal(STATUS[error.code] ?? 400, error)
  const [told] = present([error], caller)
  const code = told?.extensions['code'] === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL'
  return new Refusal(code === 'INTERNAL' ? 500 : 503, fault(code, { trace: caller.requestId }))
}

/** In what form to answer; whoever names none of ours gets JSON all the same, so that every answer can be read. */
function acceptOf({ headers: { accept = '' } }: IncomingMessage): string {
  return /application\/(?:graphql-response\+)?json|event-stream|\*\/\*/u.test(accept) ? accept : 'application/json'
}

const asksForStream = ({ headers }: IncomingMessage): boolean => headers.accept?.includes('text/event-stream') === true

/** Whether a stream can only be one of server-sent events. */
const takesEventsOnly = (request: IncomingMessage): boolean =>
  asksForStream(request) && request.headers.accept?.includes('multipart/') !== true

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

/** How the batches of a subscription are told together with those of others; nothing for whatever is none. */
function sharedStream({ parse, schema }: Engine, params: Params, response: ServerResponse): Pick<Handed, 'sharing'> {
  try {
    const document = parse(params.query)
    const operation = getOperationAST(document, params.operationName)
    if (operation?.operation !== 'subscription') return {}
    return { sharing: sharedOperation({ schema, document, operation, params }, responseOutlet(response)) }
  } catch {
    return {} // the engine says what is wrong with it
  }
}

/** Why a stream ended: whoever it was for may no longer see it. */
const PRINCIPAL_ENDED = 'principal ended'

/** POST (JSON or SSE) and, where allowed, the page of GraphiQL. */
export function createHttp({
  site,
  engine,
  fastPath,
  admission,
  admit,
  principals,
  live,
  present,
  graphiql,
  timeoutMs,
}: HttpOptions) {
  const open = new Set<AbortController>()
  const streams = createSeats(LIMITS.operations)

  async function read(request: IncomingMessage, { credential }: Caller): Promise<Params> {
    const isSomebody = (await principals.find(credential)) !== null
    const most = isSomebody ? LIMITS.intakeBodyBytes : LIMITS.bodyBytes
    const { value, bytes } = await readJsonBody(request, most, timeoutMs)
    const params = admit(readParams(value), credential)
    checkBodyFits(bytes, params, engine.schema, engine.parse)
    return params
  }

  /** A place among the streams of the principal, for whoever asks for one. */
  async function takeSeat(request: IncomingMessage, caller: Caller): Promise<() => void> {
    if (!asksForStream(request)) return () => undefined
    const leave = streams.take(await seatHolder(principals, caller))
    if (leave !== null) return leave
    throw new Refusal(429, exceeded({ 'zh-CN': '同时打开的推送流', en: 'Streams open at once' }, LIMITS.operations))
  }

  async function post(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    checkSameSite(request, caller, site)
    const handed = await read(request, caller)
    if (await isAnswered(request, response, { caller, handed })) return
    const holder = asksForStream(request) ? await principals.find(caller.credential) : null
    const opened = holder === null ? undefined : standingOf(holder)
    const leave = await takeSeat(request, caller)
    if (response.closed) return leave() // it went away meanwhile, and will not say so again
    const abort = new AbortController()
    const stopWatching =
      caller.credential === null ? undefined : live.watch(caller.credential, () => abort.abort(PRINCIPAL_ENDED), opened)
    const late = setTimeout(() => abort.abort(), timeoutMs)
    open.add(abort)
    response.once('close', () => {
      clearTimeout(late)
      leave()
      stopWatching?.()
      open.delete(abort)
      abort.abort()
    })
    const sharing = takesEventsOnly(request) ? sharedStream(engine, handed, response) : {}
    const answer = await within(abort.signal, ask(request, { caller, handed, ...sharing }, abort.signal))
    clearTimeout(late)
    await write(answer, response, abort.signal, () => {
      if (abort.signal.reason !== PRINCIPAL_ENDED) return ''
      const errors = present([fault('UNAUTHENTICATED')], caller)
      return `event: next\ndata: ${JSON.stringify({ errors })}\n\nevent: complete\ndata:\n\n`
    })
  }

  /** What is no stream may be answered on the fast path. */
  async function isAnswered(request: IncomingMessage, response: ServerResponse, asked: Handed): Promise<boolean> {
    if (fastPath === null || asksForStream(request)) return false
    return await fastPath.answer(acceptOf(request), asked, response)
  }

  async function ask(request: IncomingMessage, handed: Handed, signal: AbortSignal): Promise<Response> {
    const accept = acceptOf(request)
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
      const caller = callerOf(request, site)
      setSecurityHeaders(response, API_CONTENT_POLICY)
      response.setHeader('x-request-id', caller.requestId)
      try {
        await admission.request(caller, response)
        await (request.method === 'POST' ? post : page)(request, response, caller)
      } catch (error) {
        if (response.destroyed) return
        if (response.headersSent) response.destroy()
        else sendRefusal(response, asRefusal(error, caller, present), caller.language)
      }
    },
    /** Ends the streams that are open. */
    close: () => {
      fastPath?.close()
      for (const abort of open) abort.abort()
    },
  }
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Refusal(503, tookTooLong())), { once: true })
  })
  return await Promise.race([work, stopped])
}
