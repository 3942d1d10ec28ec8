import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { password, people, regions } from './registers.ts'
import { amidStep, totp } from './totp.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(() => ({ SECOND_FACTOR: 'administrators' }))
})
afterAll(() => bench.end())

const secrets = new Map<string, string>()
let recoveryCode = ''

async function enter(username: string, typed = password): Promise<Page> {
  const page = await bench.visit()
  await page.goto(`/sign-in?next=/r/${regions.huayuan.code}`)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill(typed)
  await page.getByRole('button', { name: '登录' }).click()
  return page
}

async function typeCode(page: Page, field: string, code: string): Promise<void> {
  await page.getByLabel(field).fill(code)
  await page.getByRole('button', { name: '登录' }).click()
}

const arrived = (page: Page): Promise<void> => page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()

/** Sets up what is asked for before anything else; gives the recovery codes. */
async function setUp(page: Page, username: string): Promise<readonly string[]> {
  await page.getByRole('heading', { level: 1, name: '动态口令' }).waitFor()
  await page.getByText('本平台要求您启用动态口令后才能继续').waitFor()
  await page.getByRole('img', { name: '动态口令二维码' }).waitFor()
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
  secrets.set(username, secret)
  await page.getByLabel('应用显示的六位数字').fill('000000')
  await page.getByRole('button', { name: '确认启用' }).click()
  await page.getByRole('alert').waitFor()
  await amidStep()
  await page.getByLabel('应用显示的六位数字').fill(totp(secret, -1))
  await page.getByRole('button', { name: '确认启用' }).click()
  const shown = page.getByRole('region', { name: '恢复码' }).getByRole('listitem')
  await shown.first().waitFor()
  const codes = await shown.allInnerTexts()
  await page.getByRole('button', { name: '我已保存好' }).click()
  await arrived(page)
  return codes
}

describe('a second factor that administrators must have', () => {
  it('is asked of nobody else', async () => {
    const page = await enter(people.huayuan.username)
    await arrived(page)
    await page.context().close()
  })

  it('is set up before an administrator sees anything else', async () => {
    const page = await enter(people.province.username)
    await page.getByRole('heading', { level: 1, name: '动态口令' }).waitFor()
    await page.goto('/admin/people')
    await page.getByRole('heading', { level: 1, name: '动态口令' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.goto(`/r/${regions.huayuan.code}`)
    const codes = await setUp(page, people.province.username)
    expect(new Set(codes).size).toBe(10)
    recoveryCode = codes[0] ?? ''
    await page.goto('/admin/people')
    await page.getByRole('heading', { level: 1, name: '人员' }).waitFor()
    await page.context().close()
  })

  it('is asked for at the next sign-in, and a wrong code is told', async () => {
    const page = await enter(people.province.username)
    await typeCode(page, '动态口令', '000000')
    await page.getByRole('alert').getByText('口令不正确').waitFor()
    await typeCode(page, '动态口令', totp(secrets.get(people.province.username) ?? ''))
    await arrived(page)
    await page.context().close()
  })

  it('gives way to a recovery code once', async () => {
    const page = await enter(people.province.username)
    await page.getByRole('button', { name: '改用恢复码' }).click()
    await typeCode(page, '恢复码', recoveryCode)
    await arrived(page)
    const again = await enter(people.province.username)
    await again.getByRole('button', { name: '改用恢复码' }).click()
    await typeCode(again, '恢复码', recoveryCode)
    await again.getByRole('alert').getByText('恢复码不正确或已用过').waitFor()
    for (const each of [page, again]) await each.context().close()
  })
})

describe('a second factor that everybody must have', () => {
  it('is asked of who is signed in already, and follows a password of their own', async () => {
    const signedIn = await enter(people.huayuan.username)
    await arrived(signedIn)
    await bench.console.kill()
    await bench.console.startAgain({ SECOND_FACTOR: 'everybody' })
    await signedIn.reload()
    await signedIn.getByRole('heading', { level: 1, name: '动态口令' }).waitFor()

    const administrator = await enter(people.province.username)
    await typeCode(administrator, '动态口令', totp(secrets.get(people.province.username) ?? '', 1))
    await arrived(administrator)
    await administrator.goto('/admin/people?text=carl')
    await administrator.getByRole('link', { name: people.huayuan.name }).click()
    await administrator.getByRole('button', { name: '重置密码' }).click()
    await administrator.getByRole('dialog').getByRole('button', { name: '重置密码' }).click()
    const oneTime = await administrator
      .getByRole('region', { name: '一次性密码' })
      .getByRole('listitem')
      .first()
      .innerText()

    const page = await enter(people.huayuan.username, oneTime)
    await page.getByRole('heading', { level: 1, name: '请先设置新密码' }).waitFor()
    await page.getByLabel('现在的密码').fill(oneTime)
    await page.getByLabel(/^新密码/).fill('some unrelated new words')
    await page.getByLabel('再输一遍新密码').fill('some unrelated new words')
    await page.getByRole('button', { name: '修改密码' }).click()
    expect(await setUp(page, people.huayuan.username)).toHaveLength(10)
    for (const each of [signedIn, administrator, page]) await each.context().close()
  })
})
