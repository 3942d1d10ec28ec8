import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admission } from '../../graphql/admission.ts'
import { callerOf, isSecure, sessionCookieOf, type Caller, type Site } from '../../graphql/caller.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Present } from '../../graphql/present.ts'
import { Refusal, sendJson } from '../../graphql/refusal.ts'
import { readJson } from '../../graphql/request-body.ts'
import { checkSameSite, foreignOrigin, isForeign } from '../../graphql/same-origin.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from '../../graphql/security-headers.ts'
import { ADMINISTRATION } from '../administration.ts'
import { recordAudit } from '../audit/record.ts'
import { sessionTokenIn } from '../credential.ts'
import type { Principals } from '../principals.ts'
import { closeSession } from '../sessions.ts'
import { readPasswordChange, readSignIn } from './bodies.ts'
import { changePassword } from './change-password.ts'
import { createCookies } from './cookies.ts'
import { sendFailure, sendFailurePage } from './failure.ts'
import { aboutPerson, personAs, type House, type Visit } from './house.ts'
import { createOidcRoutes } from './oidc/routes.ts'
import { RETURN_PATH, type OidcSettings } from './oidc/settings.ts'
import { signIn } from './sign-in.ts'

type Options = {
  readonly house: House
  readonly principals: Principals
  readonly present: Present
  /** Counts requests by address: nobody is signed in yet. */
  readonly admission: Pick<Admission, 'request'>
  readonly site: Site
  /** Null without an identity provider. */
  readonly oidc: OidcSettings | null
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly caller: Caller }
type Route = {
  readonly method: 'GET' | 'POST'
  /** Opened by a link, so that a failure is a page. */
  readonly isPage?: boolean
  readonly run: (exchange: Exchange) => Promise<void>
}

const BODY_LIMIT = 16 * 1024

/** Ends a session, and writes down whose it was. */
async function signOut({ database, now }: House, visit: Visit): Promise<void> {
  const { token } = visit
  if (token === null) return
  const at = await now()
  await database.withScope(ADMINISTRATION, async (trx) => {
    const closed = await closeSession(trx, token)
    if (closed === undefined) return
    const person = await trx
      .selectFrom('core.account')
      .select(['id', 'username', 'lo'])
      .where('id', '=', closed.accountId)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, personAs(person, visit), aboutPerson('core.person.signed-out', person), at)
  })
}

function routesOf({ house, principals, site, oidc }: Options): ReadonlyMap<string, Route> {
  const cookies = createCookies(isSecure(site))
  const visitOf = ({ request, caller: { address, requestId } }: Exchange): Visit => ({
    address,
    requestId,
    token: sessionTokenIn(request.headers.cookie, sessionCookieOf(site)) ?? null,
  })
  const provider = oidc === null ? null : createOidcRoutes({ house, settings: oidc, cookies })
  const withSession = ({ response }: Exchange, cookie: string) => {
    response.setHeader('set-cookie', cookie)
    response.writeHead(204).end()
  }
  const forget = (token: string | null) => {
    if (token !== null) principals.forget({ kind: 'session', secret: token })
  }
  const noProvider = (): never => {
    throw fault('NOT_FOUND', { value: '/auth/oidc' })
  }
  return new Map<string, Route>([
    [
      '/auth/methods',
      {
        method: 'GET',
        run: async ({ response }) =>
          sendJson(response, 200, { password: true, oidc: oidc === null ? null : { title: oidc.title } }),
      },
    ],
    [
      '/auth/sign-in',
      {
        method: 'POST',
        run: async (exchange) => {
          if (isForeign(exchange.request, site)) throw new Refusal(403, foreignOrigin())
          const visit = visitOf(exchange)
          const token = await signIn(house, readSignIn(await readJson(exchange.request, BODY_LIMIT)), visit)
          forget(visit.token)
          withSession(exchange, cookies.session(token))
        },
      },
    ],
    [
      '/auth/password',
      {
        method: 'POST',
        run: async (exchange) => {
          const { request, caller } = exchange
          checkSameSite(request, caller, site)
          const visit = visitOf(exchange)
          const { token } = visit
          const holder = token === null ? null : await principals.find({ kind: 'session', secret: token })
          if (token === null || holder === null) throw fault('UNAUTHENTICATED')
          const change = readPasswordChange(await readJson(request, BODY_LIMIT))
          const next = await changePassword(house, change, { ...visit, token })
          forget(token)
          withSession(exchange, cookies.session(next))
        },
      },
    ],
    [
      '/auth/sign-out',
      {
        method: 'POST',
        run: async (exchange) => {
          checkSameSite(exchange.request, exchange.caller, site)
          const visit = visitOf(exchange)
          await signOut(house, visit)
          forget(visit.token)
          withSession(exchange, cookies.noSession())
        },
      },
    ],
    ['/auth/oidc', { method: 'GET', isPage: true, run: provider?.depart ?? noProvider }],
    [RETURN_PATH, { method: 'GET', isPage: true, run: provider?.arrive ?? noProvider }],
  ])
}

/** Everything below /auth; the function answers false for any other path. */
export function createSignInRoutes(options: Options) {
  const routes = routesOf(options)
  const { present, admission, site } = options
  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const route = routes.get(path)
    if (route === undefined) return false
    const caller = callerOf(request, site)
    setSecurityHeaders(response, API_CONTENT_POLICY)
    response.setHeader('cache-control', 'no-store')
    response.setHeader('x-request-id', caller.requestId)
    try {
      if (request.method !== route.method) {
        const detail = { 'zh-CN': `请用 ${route.method}。`, en: `Use ${route.method}.` }
        throw new Refusal(405, invalid(detail), { allow: route.method })
      }
      await admission.request({ ...caller, credential: null }, response)
      await route.run({ request, response, caller })
    } catch (error) {
      if (route.isPage === true) sendFailurePage(request, response, { error, caller, present })
      else sendFailure(response, error, caller, present)
    }
    return true
  }
}
