import type { IncomingMessage, ServerResponse } from 'node:http'
import { callerOf, type Caller } from '../graphql/caller.ts'
import { fault, faultIn, invalid, type Fault } from '../graphql/fault.ts'
import { checkSameSite } from '../graphql/same-origin.ts'
import type { Present } from '../graphql/present.ts'
import { Refusal, sendJson } from '../graphql/refusal.ts'
import { readJson } from '../graphql/request-body.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from '../graphql/security-headers.ts'
import type { Now, ScopedDatabase } from './administration.ts'
import { SESSION_COOKIE } from './credential.ts'
import type { Principals } from './principals.ts'
import { ABSOLUTE_LIMIT_MS, closeSession } from './sessions.ts'
import { signIn } from './sign-in.ts'

type Options = {
  readonly database: ScopedDatabase
  readonly principals: Principals
  readonly present: Present
  readonly now: Now
  readonly secureCookies: boolean
}

type Route = (request: IncomingMessage, response: ServerResponse, caller: Caller) => Promise<void>

const BODY_LIMIT = 16 * 1024

function readSignIn(body: unknown): { readonly username: string; readonly password: string } {
  if (typeof body === 'object' && body !== null && 'username' in body && 'password' in body) {
    const { username, password } = body
    if (typeof username === 'string' && typeof password === 'string' && !`${username}${password}`.includes('\0')) {
      return { username: username.toWellFormed(), password: password.toWellFormed() }
    }
  }
  throw new Refusal(
    400,
    invalid({
      'zh-CN': '请提交 JSON：{"username": "…", "password": "…"}。',
      en: 'Send JSON: {"username": "…", "password": "…"}.',
    }),
  )
}

function cookie(value: string, maxAgeSeconds: number, secure: boolean): string {
  const base = `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`
  return secure ? `${base}; Secure` : base
}

function statusOf(error: Fault): number {
  if (error.code === 'SIGN_IN_FAILED') return 401
  return error.code === 'UNAVAILABLE' ? 503 : 400
}

function sendFailure(response: ServerResponse, error: unknown, caller: Caller, present: Present): void {
  const say = (known: Fault, status: number, headers = {}) =>
    sendJson(response, status, { code: known.code, message: known.say(caller.language) }, headers)
  if (error instanceof Refusal) return say(error.fault, error.status, error.headers)
  const known = faultIn(error)
  if (known !== undefined) return say(known, statusOf(known))
  const [told] = present([error], caller)
  const code = told?.extensions['code'] === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL'
  say(fault(code, { trace: caller.requestId }), code === 'INTERNAL' ? 500 : 503)
}

/** POST /auth/sign-in and /auth/sign-out; the function answers false for any other path. */
export function createSignInRoutes({ database, principals, present, now, secureCookies }: Options) {
  const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
    [
      '/auth/sign-in',
      async (request, response, { address }) => {
        const token = await signIn(database, { ...readSignIn(await readJson(request, BODY_LIMIT)), address }, now)
        response.setHeader('set-cookie', cookie(token, ABSOLUTE_LIMIT_MS / 1000, secureCookies))
        response.writeHead(204).end()
      },
    ],
    [
      '/auth/sign-out',
      async (request, response, caller) => {
        checkSameSite(request, caller)
        if (caller.credential?.kind === 'session') {
          await closeSession(database, caller.credential.secret)
          principals.forget(caller.credential)
        }
        response.setHeader('set-cookie', cookie('', 0, secureCookies))
        response.writeHead(204).end()
      },
    ],
  ])

  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const route = routes.get(path)
    if (route === undefined) return false
    const caller = callerOf(request)
    setSecurityHeaders(response, API_CONTENT_POLICY)
    response.setHeader('cache-control', 'no-store')
    try {
      if (request.method !== 'POST') {
        throw new Refusal(405, invalid({ 'zh-CN': '请用 POST 提交。', en: 'Use POST.' }), { allow: 'POST' })
      }
      await route(request, response, caller)
    } catch (error) {
      sendFailure(response, error, caller, present)
    }
    return true
  }
}
