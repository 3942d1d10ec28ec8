import type { IncomingMessage } from 'node:http'
import type { Caller, Site } from './caller.ts'
import { fault, type Fault } from './fault.ts'
import { Refusal } from './refusal.ts'

/**
 * Whether a page of another origin asks. A browser says from where; a program says nothing and is no page. A proxy may
 * have taken the encryption off, so that the scheme is told by the public address only.
 */
export function isForeign(
  { headers: { origin, host } }: Pick<IncomingMessage, 'headers'>,
  { publicUrl }: Pick<Site, 'publicUrl'>,
): boolean {
  if (origin === undefined) return false
  const from = URL.parse(origin) // `null` is no address: of a sandbox, of a file
  if (from === null || from.host !== host) return true
  return publicUrl !== undefined && from.protocol !== publicUrl.protocol
}

/** What a page of another origin is told. */
export function foreignOrigin(): Fault {
  const detail = {
    'zh-CN': '不接受其他网站页面发来的请求。',
    en: 'A page of another origin has no business here.',
  }
  return fault('FORBIDDEN', { detail })
}

/** A cookie goes along by itself, a header of ours does not: who sends it is our own page or no browser. */
export function checkSameSite(request: IncomingMessage, caller: Caller, site: Site): void {
  if (caller.credential?.kind !== 'session') return
  if (isForeign(request, site)) throw new Refusal(403, foreignOrigin())
  if (request.headers['x-zhikong'] !== undefined) return
  const detail = {
    'zh-CN': '以登录状态提交时，请求须带请求头 x-zhikong: 1。',
    en: 'A request with the cookie of a session needs the header "x-zhikong: 1".',
  }
  throw new Refusal(403, fault('FORBIDDEN', { detail }))
}
