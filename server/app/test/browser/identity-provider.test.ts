import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { CLIENT, startTestProvider } from '../../../core/test/access/sign-in/test-provider.ts'
import type { TestProvider } from '../../../core/test/access/sign-in/test-provider.ts'
import { openBench } from './bench.ts'
import type { Bench, Visit } from './bench.ts'
import { people, regions } from './registers.ts'

const known = { sub: 's-1', preferred_username: people.huayuan.username }
const asked = `/r/${regions.huayuan.code}/cases?period=last30`

let provider: TestProvider
let bench: Bench
beforeAll(async () => {
  bench = await openBench(async (url) => {
    provider = await startTestProvider(known, { publicUrl: new URL(url), hostname: 'localhost', asks: true })
    return {
      PUBLIC_URL: url,
      OIDC_ISSUER: provider.issuer.origin,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_TITLE: '测试认证中心',
    }
  })
})
afterAll(async () => {
  await bench.end()
  await provider.stop()
})

/** Opens a page that asks for signing in, and goes to the provider's own page. */
async function goToProvider(locale: Visit['locale'] = 'zh-CN'): Promise<Page> {
  const page = await bench.visit({ locale, context: { locale } })
  await page.goto(asked)
  await page.getByRole('link', { name: '测试认证中心' }).click()
  await page.getByRole('heading', { name: 'Test provider' }).waitFor()
  expect(new URL(page.url()).origin).toBe(provider.issuer.origin)
  return page
}

const confirm = (page: Page): Promise<void> => page.getByRole('button', { name: 'Confirm who I am' }).click()

/** Every cookie of the console, those of the way back too. */
async function cookiesOf(page: Page) {
  const cookies = await page.context().cookies(`${bench.console.url}/auth/oidc/return`)
  return cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))
}

async function isSignedOut(page: Page): Promise<void> {
  expect(await cookiesOf(page)).toEqual([])
  await page.getByRole('link', { name: /返回登录页|Back to sign-in/ }).click()
  await page.getByLabel(/用户名|User name/).waitFor()
}

describe('signing in by an identity provider', () => {
  it('is refused to who has no account that the provider may open', async () => {
    const page = await goToProvider()
    await confirm(page)
    await page.getByText('您已通过“测试认证中心”验证，但本平台没有可供您使用的账号').waitFor()
    await isSignedOut(page)
    await page.context().close()
  })

  it('leads to the page that was asked for, as the person whom an administrator has let', async () => {
    const administrator = await bench.visit({ as: 'founder' })
    await administrator.goto('/admin/people?text=carl')
    await administrator.getByRole('link', { name: people.huayuan.name }).click()
    await administrator.getByRole('button', { name: '允许统一认证' }).click()
    await administrator.getByRole('dialog').getByRole('button', { name: '允许统一认证' }).click()
    await administrator.getByRole('button', { name: '取消统一认证' }).waitFor()
    await administrator.context().close()

    const page = await goToProvider()
    expect(await cookiesOf(page)).toEqual([{ name: 'zhikong_return', httpOnly: true, sameSite: 'Lax' }])
    await confirm(page)
    await page.waitForURL(`**${asked}`)
    await page.getByRole('heading', { level: 1, name: '办件 · 花垣县' }).waitFor()
    expect(await cookiesOf(page)).toEqual([{ name: 'zhikong_session', httpOnly: true, sameSite: 'Strict' }])
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await page.goto('/me')
    await page.getByRole('main').getByText(people.huayuan.username, { exact: true }).waitFor()
    await page.context().close()
  })

  it('tells an unknown person so in English too', async () => {
    provider.state.person = { sub: 's-2', preferred_username: 'nobody-here' }
    try {
      const page = await goToProvider('en')
      await confirm(page)
      await page.getByText('knows you, but there is no account here that you may use').waitFor()
      await isSignedOut(page)
      await page.context().close()
    } finally {
      provider.state.person = known
    }
  })

  it('refuses an answer that was not asked for, on a page that leads back', async () => {
    const page = await goToProvider()
    const response = await page.goto(`${bench.console.url}/auth/oidc/return?code=forged&state=forged`)
    expect(response?.status()).toBe(401)
    await page.getByText('未能确认您的身份，请重新登录').waitFor()
    await isSignedOut(page)
    await page.context().close()
  })

  it('refuses an answer that comes when the way back is over', async () => {
    const page = await goToProvider('en')
    await page.context().clearCookies({ name: 'zhikong_return' })
    await confirm(page)
    await page.getByText('This sign-in took more than ten minutes or did not begin in this browser').waitFor()
    await isSignedOut(page)
    await page.context().close()
  })
})
