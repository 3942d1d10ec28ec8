import type { IncomingMessage, ServerResponse } from 'node:http'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Now, ScopedDatabase } from '../../access/administration.ts'
import { limitOf } from '../../access/holder.ts'
import type { Principals } from '../../access/principals.ts'
import { readerScope } from '../../access/scope.ts'
import { networkOf } from '../../access/sign-in/network.ts'
import { sendFailure } from '../../access/sign-in/failure.ts'
import type { Admission } from '../../graphql/admission.ts'
import { callerOf, type Caller, type Site } from '../../graphql/caller.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { exceeded } from '../../graphql/limits.ts'
import type { Present } from '../../graphql/present.ts'
import { Refusal, sendJson } from '../../graphql/refusal.ts'
import { readBody } from '../../graphql/request-body.ts'
import { createContext } from '../../graphql/request-context.ts'
import { checkSameSite, foreignOrigin, isForeign } from '../../graphql/same-origin.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from '../../graphql/security-headers.ts'
import { isUuid } from '../../uuid.ts'
import { selectOwn, selectReached } from '../queries/file.ts'
import { CITIZEN, takeFile } from '../upload.ts'
import { sendFile } from './send-file.ts'

type Options = {
  readonly database: ScopedDatabase
  readonly principals: Principals
  readonly admission: Pick<Admission, 'request'>
  readonly present: Present
  readonly site: Site
  readonly now: Now
  /** Bytes of a file at most. */
  readonly most: number
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly caller: Caller }

/** So many files one principal may upload within ten minutes; each process counts for itself. */
const UPLOADS = { points: 120, duration: 600 } as const
/** A file of a telephone on a slow line. */
const ARRIVAL_MS = 60_000
/** Photos of people without an account, within ten minutes of one address: a hall has one for all who stand in it. */
const OPEN_UPLOADS = { points: 60, duration: 600 } as const
const OPEN_MOST = 10 * 1_048_576
const FILES = '/files'
const OPEN = '/files/public'

/**
 * `POST /files`, `GET /files/<id>`, and `POST /files/public` for who has no account and sends photos with a complaint; the
 * function answers false for any other path.
 */
export function createFileRoutes(options: Options) {
  const { principals, admission, present, site } = options
  const uploads = new RateLimiterMemory(UPLOADS)
  const openUploads = new RateLimiterMemory(OPEN_UPLOADS)
  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (path !== FILES && !path.startsWith(`${FILES}/`)) return false
    const caller = callerOf(request, site)
    setSecurityHeaders(response, API_CONTENT_POLICY)
    response.setHeader('x-request-id', caller.requestId)
    try {
      await admission.request(caller, response)
      const exchange = { request, response, caller }
      const allowed = path === FILES || path === OPEN ? 'POST' : 'GET'
      if (request.method !== allowed) throw wrongMethod(allowed)
      if (path === OPEN) {
        await postOpenly(options, exchange, openUploads)
        return true
      }
      const context = await createContext(caller, { database: options.database, principals })
      const principal = signedIn(context.principal)
      if (path === FILES) await post(options, exchange, principal, uploads)
      else await get(options, exchange, principal, path.slice(FILES.length + 1))
    } catch (error) {
      sendFailure(response, error, caller, present)
    }
    return true
  }
}

async function post(
  { database, site, now, most }: Options,
  { request, response, caller }: Exchange,
  principal: Principal,
  uploads: RateLimiterMemory,
): Promise<void> {
  checkSameSite(request, caller, site)
  if (!principal.permissions.has('files.upload')) throw fault('FORBIDDEN')
  await count(uploads, principal.id)
  const bytes = await readBody(request, most, ARRIVAL_MS)
  sendJson(response, 201, await takeFile({ database, most }, { bytes, by: principal, at: await now() }))
}

async function postOpenly(
  { database, site, now, most: mostOfAll }: Options,
  { request, response, caller }: Exchange,
  uploads: RateLimiterMemory,
): Promise<void> {
  if (isForeign(request, site)) throw new Refusal(403, foreignOrigin())
  await count(uploads, networkOf(caller.address))
  const most = Math.min(mostOfAll, OPEN_MOST)
  const bytes = await readBody(request, most, ARRIVAL_MS)
  sendJson(response, 201, await takeFile({ database, most }, { bytes, by: CITIZEN, at: await now() }))
}

async function get({ database }: Options, { response }: Exchange, principal: Principal, id: string): Promise<void> {
  const reach = readerScope(principal)
  const units = principal.grants
  const found = isUuid(id)
    ? ((await database.withScope({ mode: 'reader', ...reach, units }, (trx) => selectReached(trx, reach, id))) ??
      (await database.withScope({ mode: 'engine' }, (trx) => selectOwn(trx, principal.id, id))))
    : undefined
  const mayRead = found !== undefined && (found.permission === null || principal.permissions.has(found.permission))
  if (!mayRead) throw new Refusal(404, fault('NOT_FOUND', { value: id.slice(0, 64) }))
  sendFile(response, id, found)
}

function signedIn(principal: Principal | null): Principal {
  const limit = principal === null ? 'UNAUTHENTICATED' : limitOf(principal)
  if (principal === null || limit !== null) throw new Refusal(401, fault(limit ?? 'UNAUTHENTICATED'))
  return principal
}

async function count(uploads: RateLimiterMemory, id: string): Promise<void> {
  try {
    await uploads.consume(id)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const headers = { 'retry-after': String(Math.max(1, Math.ceil(error.msBeforeNext / 1_000))) }
    throw new Refusal(
      429,
      exceeded({ 'zh-CN': '十分钟内上传的文件', en: 'Files within ten minutes' }, uploads.points),
      headers,
    )
  }
}

function wrongMethod(allow: string): Refusal {
  return new Refusal(405, invalid({ 'zh-CN': `请用 ${allow}。`, en: `Use ${allow}.` }), { allow })
}
