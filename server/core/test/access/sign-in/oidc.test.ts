import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATION } from '../../../src/access/administration.ts'
import { openSignInKit, PASSWORD, type SignInKit } from './sign-in-kit.ts'
import { openBrowser, type TestBrowser } from './test-browser.ts'
import { CLIENT, PUBLIC_URL, startTestProvider, type Tamper, type TestProvider } from './test-provider.ts'

let provider: TestProvider
let kit: SignInKit
const oidcAt = (issuer: URL, claim = 'preferred_username') => ({
  issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  title: '统一身份认证',
  claim,
  publicUrl: PUBLIC_URL,
})
beforeAll(async () => {
  provider = await startTestProvider({ sub: 's-1', preferred_username: 'wang' })
  kit = await openSignInKit({ oidc: oidcAt(provider.issuer), publicUrl: PUBLIC_URL })
  kit.base.setNow(new Date())
  await provided('wang')
})
afterAll(async () => {
  await kit.end()
  await provider.stop()
})

/** A person who has no password here. */
async function provided(username: string, change: object = {}): Promise<string> {
  const { id } = await kit.person(username)
  await alter(username, { passwordHash: null, ...change })
  return id
}

const alter = (username: string, change: object) =>
  kit.base.database.withScope(ADMINISTRATION, (trx) =>
    trx.updateTable('core.account').set(change).where('username', '=', username).execute(),
  )

const english = () => openBrowser(kit.api.url, { 'accept-language': 'en' })

/** The way there, up to the return, which the test makes itself. */
async function wayBack(browser: TestBrowser, back?: string): Promise<URL> {
  const departure = await browser.depart(back)
  expect(departure.status).toBe(302)
  return await browser.visit(departure.headers.get('location') ?? '')
}

async function signInAs(sub: string, username: string | undefined, back?: string) {
  provider.state.person = { sub, ...(username === undefined ? {} : { preferred_username: username }) }
  const browser = english()
  return await browser.arrive(await wayBack(browser, back))
}

test('says on the sign-in page how people may sign in', async () => {
  const response = await fetch(`${kit.api.url}/auth/methods`)
  expect(await response.json()).toEqual({ password: true, oidc: { title: '统一身份认证' } })
})

test('signs in by the provider and goes on from a page of its own', async () => {
  const browser = english()
  const departure = await browser.depart('/cases?region=4301')
  const asked = new URL(departure.headers.get('location') ?? '').searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    client_id: CLIENT.id,
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: 'https://console.example/auth/oidc/return',
  })
  expect(departure.headers.get('set-cookie')).toMatch(
    /^__Host-zhikong_return=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/u,
  )
  const { status, page, cookie, response } = await browser.arrive(
    await browser.visit(departure.headers.get('location') ?? ''),
  )
  expect(status).toBe(200)
  expect(page).toContain('<meta http-equiv="refresh" content="0; url=/cases?region=4301">')
  expect(page).not.toContain('<script')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.getSetCookie()).toEqual([
    '__Host-zhikong_return=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure',
    expect.stringMatching(
      /^__Host-zhikong_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=86400; Secure$/u,
    ),
  ])
  expect(await kit.ask(cookie, '{ viewer { username } mySessions { via } }')).toEqual({
    viewer: { username: 'wang' },
    mySessions: [{ via: 'OIDC' }],
  })
  expect((await kit.audited('core.person.linked')).at(-1)).toMatchObject({ actorName: 'wang' })
})

test('knows a person by the subject from then on, whatever the provider calls them', async () => {
  await signInAs('s-1', 'wang')
  const { status, cookie } = await signInAs('s-1', 'renamed')
  expect(status).toBe(200)
  expect(await kit.ask(cookie, '{ viewer { username } }')).toEqual({ viewer: { username: 'wang' } })
})

test('gives no account to another subject that comes under its name', async () => {
  await signInAs('s-1', 'wang')
  expect(await signInAs('s-2', 'wang')).toMatchObject({ status: 403, cookie: '' })
})

test('makes no account, and tells unknown, stopped and not allowed the same', async () => {
  await provided('stopped', { disabledAt: new Date() })
  await kit.person('by-password')
  const pages = [
    await signInAs('s-10', 'nobody'),
    await signInAs('s-11', 'stopped'),
    await signInAs('s-12', 'by-password'),
    await signInAs('s-13', undefined),
  ]
  for (const page of pages) expect(page).toMatchObject({ status: 403, cookie: '' })
  expect(new Set(pages.map(({ page }) => page)).size).toBe(1)
  expect(pages[0]?.page).toContain('Ask the system administrator of your unit')
  const refused = await kit.audited('core.person.sign-in-refused')
  expect(refused.at(-1)).toMatchObject({ outcome: 'REFUSED', actorKind: 'nobody' })
  expect(refused.some(({ content }) => content.includes('nobody'))).toBe(true)
})

test('takes an account with a password when it is marked for the provider', async () => {
  await kit.person('both')
  await alter('both', { byProvider: true })
  expect((await signInAs('s-20', 'Both')).status).toBe(200)
  expect((await kit.signIn('both')).status).toBe(204)
})

test('ends at once for a linked person who is stopped', async () => {
  await provided('leaver')
  expect((await signInAs('s-30', 'leaver')).status).toBe(200)
  await alter('leaver', { disabledAt: new Date() })
  expect((await signInAs('s-30', 'leaver')).status).toBe(403)
})

test('asks people of the provider for no second factor of its own, and for no new password', async () => {
  const strict = await openSignInKit({ oidc: oidcAt(provider.issuer), secondFactor: 'everybody' })
  strict.base.setNow(new Date())
  try {
    await strict.person('zhao')
    await strict.base.database.withScope(ADMINISTRATION, (trx) =>
      trx.updateTable('core.account').set({ byProvider: true, mustChange: true }).execute(),
    )
    provider.state.person = { sub: 's-40', preferred_username: 'zhao' }
    const browser = openBrowser(strict.api.url)
    const { cookie } = await browser.arrive(await wayBack(browser))
    const query = '{ viewer { mustChangePassword mustSetUpSecondFactor } roles { role } }'
    expect(await strict.ask(cookie, query)).toMatchObject({
      viewer: { mustChangePassword: false, mustSetUpSecondFactor: false },
    })
  } finally {
    await strict.end()
  }
})

const REFUSED = { status: 401, cookie: '' }

test('refuses a return with another state', async () => {
  const browser = english()
  const address = await wayBack(browser)
  address.searchParams.set('state', 'another')
  expect(await browser.arrive(address)).toMatchObject(REFUSED)
})

test('refuses a return that did not begin in this browser, or is late', async () => {
  const address = await wayBack(english())
  expect(await english().arrive(address)).toMatchObject(REFUSED)
  const slow = english()
  const late = await wayBack(slow)
  kit.base.setNow(new Date(Date.now() + 11 * 60_000))
  expect(await slow.arrive(late)).toMatchObject(REFUSED)
  kit.base.setNow(new Date())
})

test('refuses a code that was used', async () => {
  provider.state.person = { sub: 's-1', preferred_username: 'wang' }
  const browser = english()
  const address = await wayBack(browser)
  const departed = new Map(browser.cookies)
  expect((await browser.arrive(address)).status).toBe(200)
  for (const [name, value] of departed) browser.cookies.set(name, value)
  expect(await browser.arrive(address)).toMatchObject(REFUSED)
})

test('refuses who declined at the provider', async () => {
  const browser = english()
  const address = await wayBack(browser)
  const declined = new URL(
    `${address.pathname}?error=access_denied&state=${address.searchParams.get('state')}`,
    address,
  )
  expect(await browser.arrive(declined)).toMatchObject(REFUSED)
})

test.each<[string, Tamper]>([
  ['nonce', (claims) => ({ ...claims, nonce: 'another' })],
  ['audience', (claims) => ({ ...claims, aud: 'another' })],
  ['issuer', (claims) => ({ ...claims, iss: 'https://another.example' })],
  ['expiry', (claims) => ({ ...claims, iat: 1_000_000, exp: 1_000_060 })],
])('refuses an identity with a wrong %s', async (_what, tamper) => {
  provider.state.tamper = tamper
  try {
    expect(await signInAs('s-1', 'wang')).toMatchObject(REFUSED)
  } finally {
    provider.state.tamper = null
  }
})

test('refuses an identity that another key signed', async () => {
  provider.state.foreignKey = true
  try {
    expect(await signInAs('s-1', 'wang')).toMatchObject(REFUSED)
  } finally {
    provider.state.foreignKey = false
  }
})

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/"><script>'])(
  'goes on to the front page and not to %s',
  async (back) => {
    const { status, page } = await signInAs('s-1', 'wang', back)
    expect(status).toBe(200)
    expect(page).not.toMatch(/evil|alert|<script/u)
  },
)

test('trusts an address of e-mail only when the provider has verified it', async () => {
  const byMail = await openSignInKit({ oidc: oidcAt(provider.issuer, 'email') })
  byMail.base.setNow(new Date())
  try {
    await byMail.person('li@hunan.example')
    await byMail.base.database.withScope(ADMINISTRATION, (trx) =>
      trx.updateTable('core.account').set({ byProvider: true }).execute(),
    )
    const arrive = async (email_verified: boolean) => {
      provider.state.person = { sub: 's-50', email: 'Li@Hunan.example', email_verified }
      const browser = openBrowser(byMail.api.url)
      return (await browser.arrive(await wayBack(browser))).status
    }
    expect(await arrive(false)).toBe(403)
    expect(await arrive(true)).toBe(200)
  } finally {
    await byMail.end()
  }
})

test('says that the provider does not answer, and still signs in with a password', async () => {
  const gone = await startTestProvider({ sub: 'x' })
  await gone.stop()
  const alone = await openSignInKit({ oidc: oidcAt(gone.issuer) })
  alone.base.setNow(new Date())
  try {
    await alone.person('clerk')
    const headers = { accept: 'application/json' }
    const asked = await fetch(`${alone.api.url}/auth/oidc`, { redirect: 'manual', headers })
    expect({ status: asked.status, body: await asked.json() }).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE' },
    })
    const page = await fetch(`${alone.api.url}/auth/oidc`, { redirect: 'manual' })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect((await alone.signIn('clerk', PASSWORD)).status).toBe(204)
  } finally {
    await alone.end()
  }
})

test('has no way to a provider when there is none', async () => {
  const none = await openSignInKit()
  try {
    expect((await fetch(`${none.api.url}/auth/oidc`, { redirect: 'manual' })).status).toBe(404)
    expect(await (await fetch(`${none.api.url}/auth/methods`)).json()).toEqual({ password: true, oidc: null })
  } finally {
    await none.end()
  }
})
