import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { fault } from '../../../graphql/fault.ts'
import type { Caller } from '../../../graphql/caller.ts'
import { ADMINISTRATION } from '../../administration.ts'
import { recordAudit } from '../../audit/record.ts'
import type { Cookies } from '../cookies.ts'
import { aboutPerson, personAs, visitor, type House, type Visit } from '../house.ts'
import { letIn } from '../sign-in.ts'
import { localPath } from './back.ts'
import { linkedAccount, type LinkedAccount } from './link.ts'
import { sendPage } from './page.ts'
import { openProvider, type Identity, type Provider } from './provider.ts'
import { DEPARTURE_MS, openDeparture, sealDeparture } from './return-cookie.ts'
import type { OidcSettings } from './settings.ts'

type Options = { readonly house: House; readonly settings: OidcSettings; readonly cookies: Cookies }
type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly caller: Caller }

const searchOf = ({ url = '' }: IncomingMessage): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '')

/** Sends the browser to the provider, with what is needed at the return in a cookie. */
async function depart({ house, settings, cookies }: Options, provider: Provider, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const now = await house.now()
  const departure = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    back: localPath(new URLSearchParams(searchOf(request)).get('back')),
    until: now.getTime() + DEPARTURE_MS,
  }
  const { href } = await provider.departure(departure)
  response.setHeader('set-cookie', cookies.departure(sealDeparture(settings.clientSecret, departure)))
  response.writeHead(302, { location: href }).end()
}

/** Nobody here has this person's account: said the same way for unknown, stopped and taken. */
function notKnown({ title }: OidcSettings) {
  const detail = {
    'zh-CN': `您已通过“${title}”验证，但本平台没有可供您使用的账号。请联系本单位的系统管理员。`,
    en: `"${title}" knows you, but there is no account here that you may use. Ask the system administrator of your unit.`,
  }
  return fault('FORBIDDEN', { detail })
}

async function accountOf({ house, settings }: Options, identity: Identity, visit: Visit): Promise<LinkedAccount> {
  const at = await house.now()
  const account = await house.database.withScope(ADMINISTRATION, async (trx) => {
    const found = await linkedAccount(trx, identity, at)
    if (found?.isNew === true) {
      const entry = aboutPerson('core.person.linked', found, { after: { issuer: identity.issuer } })
      await recordAudit(trx, personAs(found, visit), entry, at)
    }
    if (found === null) {
      const after = { username: identity.username, issuer: identity.issuer }
      const entry = aboutPerson('core.person.sign-in-refused', null, { outcome: 'REFUSED', after })
      await recordAudit(trx, visitor(visit), entry, at)
    }
    return found
  })
  if (account === null) throw notKnown(settings)
  return account
}

/** Takes the browser back: who it is, which account, a session, and a page that goes on. */
async function arrive(options: Options, provider: Provider, { request, response, caller }: Exchange): Promise<void> {
  const { house, settings, cookies } = options
  response.setHeader('set-cookie', cookies.noDeparture())
  const cookie = cookies.departureIn(request.headers.cookie) ?? ''
  const departure = openDeparture(settings.clientSecret, cookie, await house.now())
  if (departure === null) {
    const detail = {
      'zh-CN': '此次登录已超过十分钟，或不是从本浏览器开始的。请重新登录。',
      en: 'This sign-in took more than ten minutes or did not begin in this browser. Sign in again.',
    }
    throw fault('IDENTITY_NOT_CONFIRMED', { detail })
  }
  const identity = await provider.identity(searchOf(request), departure)
  const { address, requestId } = caller
  const visit = { address, requestId, token: null }
  const account = await accountOf(options, identity, visit)
  const token = await letIn(house, visit, account, 'OIDC', await house.now())
  response.setHeader('set-cookie', [cookies.noDeparture(), cookies.session(token)])
  // The cookie of the session is Strict: it goes along only when a page of this platform leads on, not a redirect.
  const words =
    caller.language === 'en' ? { sentence: 'Signed in.', link: 'Go on' } : { sentence: '登录成功。', link: '继续' }
  sendPage(response, 200, { ...words, href: departure.back, atOnce: true })
}

/** GET /auth/oidc and its return. */
export function createOidcRoutes(options: Options) {
  const provider = openProvider(options.settings)
  return {
    depart: (exchange: Exchange) => depart(options, provider, exchange),
    arrive: (exchange: Exchange) => arrive(options, provider, exchange),
  }
}
