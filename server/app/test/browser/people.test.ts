import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { people, regions } from './registers.ts'
import { settled } from './settled.ts'
import { amidStep, totp } from './totp.ts'

let bench: Bench
let founder: Page
beforeAll(async () => {
  bench = await openBench()
  founder = await bench.visit({ as: 'founder' })
})
afterAll(() => bench.end())

const newcomer = { username: 'dora', name: '测试新人', password: 'four unrelated words' }
let oneTimePassword = ''
let secret = ''
let recoveryCode = ''

/** The first of what is shown once under a title. */
const shownOnce = (page: Page, title: string): Promise<string> =>
  page.getByRole('region', { name: title }).getByRole('listitem').first().innerText()

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

/** Chooses a region in a field that finds it while one types. */
async function pickRegion(page: Page, field: string, text: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: field }).fill(text)
  await dialog.getByRole('option', { name }).first().click()
}

async function grant(page: Page, person: string, role: string, region: readonly [string, string]): Promise<void> {
  await page.goto('/admin/people')
  await page.getByRole('link', { name: person }).click()
  await page.getByRole('button', { name: '授予角色' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('角色').selectOption(role)
  await pickRegion(page, '地区', ...region)
  await dialog.getByRole('button', { name: '授予角色' }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('people', () => {
  it('are added with a one-time password, which is shown once, and given a role', async () => {
    await founder.goto('/admin/people')
    await founder.getByText('三个管理员角色仍由同一人担任').waitFor()
    await founder.getByRole('button', { name: '新建人员' }).click()
    const dialog = founder.getByRole('dialog')
    await dialog.getByLabel('姓名').fill(newcomer.name)
    await dialog.getByLabel('用户名').fill(newcomer.username)
    await pickRegion(founder, '所属地区', 'huayuan', '花垣县')
    await dialog.getByRole('button', { name: '新建人员' }).click()
    oneTimePassword = await shownOnce(founder, '一次性密码，只显示这一次')
    expect(oneTimePassword.length).toBeGreaterThan(11)
    await grant(founder, newcomer.name, 'INSPECTOR', ['huayuan', '花垣县'])
    await founder.getByRole('row', { name: /督查检查人员.*花垣县/ }).waitFor()
    expect(await founder.getByText(oneTimePassword).count()).toBe(0)
  })

  it('choose a password of their own before anything else, and see their own county', async () => {
    const page = await bench.visit()
    await enter(page, newcomer.username, oneTimePassword)
    await page.getByRole('heading', { level: 1, name: '请先设置新密码' }).waitFor()
    await page.goto('/admin/people')
    await page.getByRole('heading', { level: 1, name: '请先设置新密码' }).waitFor()
    await page.getByLabel('现在的密码').fill(oneTimePassword)
    await page.getByLabel(/^新密码/).fill('passwordpassword')
    await page.getByLabel('再输一遍新密码').fill('passwordpassword')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel(/^新密码/).fill(newcomer.password)
    await page.getByLabel('再输一遍新密码').fill(newcomer.password)
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByRole('heading', { level: 1, name: '没有可显示的内容' }).waitFor()
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await page.goto(`/r/${regions.xiangxi.code}`)
    await page.getByRole('heading', { level: 1, name: '没有可显示的内容' }).waitFor()
    expect(await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '人员' }).count()).toBe(0)
    await page.context().close()
  })

  it('set up a second factor, which the next sign-in asks for', async () => {
    const page = await bench.visit()
    await enter(page, newcomer.username, newcomer.password)
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await page.goto('/me')
    await page.getByRole('button', { name: '启用动态口令' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: '动态口令二维码' }).waitFor()
    secret = (await dialog.locator('code').innerText()).replaceAll(' ', '')
    await amidStep()
    await dialog.getByLabel('应用显示的六位数字').fill(totp(secret, -1))
    await dialog.getByRole('button', { name: '确认启用' }).click()
    recoveryCode = await shownOnce(page, '恢复码')
    await dialog.getByRole('button', { name: '我已保存好' }).click()
    await page.getByText('已启用').waitFor()

    const again = await bench.visit()
    await enter(again, newcomer.username, newcomer.password)
    const code = again.getByLabel('动态口令')
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
    await code.fill('000000')
    await again.getByRole('button', { name: '登录' }).click()
    await again.getByRole('alert').getByText('口令不正确').waitFor()
    await code.fill(totp(secret))
    await again.getByRole('button', { name: '登录' }).click()
    await again.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()

    const third = await bench.visit()
    await enter(third, newcomer.username, newcomer.password)
    await third.getByRole('button', { name: '改用恢复码' }).click()
    await third.getByLabel('恢复码').fill(recoveryCode)
    await third.getByRole('button', { name: '登录' }).click()
    await third.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await third.goto('/me')
    await settled(third)
    expect(await third.getByRole('button', { name: /^结束来自/ }).count()).toBeGreaterThan(1)
    await third
      .getByRole('button', { name: /^结束来自/ })
      .first()
      .click()
    await settled(third)
    for (const each of [page, again, third]) await each.context().close()
  })

  it('who are stopped are signed out at once', async () => {
    const page = await bench.visit()
    await enter(page, newcomer.username, newcomer.password)
    await page.getByRole('button', { name: '改用恢复码' }).waitFor()
    await founder.goto('/admin/people?text=dora')
    await founder.getByRole('link', { name: newcomer.name }).click()
    await founder.getByRole('button', { name: '清除动态口令' }).click()
    await founder.getByRole('dialog').getByText(`${newcomer.name}的动态口令和恢复码将被清除`).waitFor()
    await founder.getByRole('dialog').getByRole('button', { name: '清除动态口令' }).click()
    await founder.getByRole('dialog').waitFor({ state: 'detached' })
    await enter(page, newcomer.username, newcomer.password)
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await founder.getByRole('button', { name: '停用账户' }).click()
    await founder.getByRole('dialog').getByRole('button', { name: '停用账户' }).click()
    await founder.getByText('已停用').waitFor()
    await page.waitForURL(/\/sign-in\?next=/)
    await page.context().close()
  })
})

describe('a working scope', () => {
  it('is chosen in the top bar, stays after a reload, and falls back with a sentence when it is withdrawn', async () => {
    const page = await bench.visit({ as: 'xiangxi' })
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: /^湘西.*总览$/ }).waitFor()
    expect(await page.getByRole('button', { name: /^工作范围/ }).count()).toBe(0)
    await grant(founder, people.xiangxi.name, 'INSPECTOR', ['huayuan', '花垣县'])
    await page.getByRole('button', { name: /^工作范围：湘西/ }).click()
    await page.getByRole('button', { name: /^花垣县/ }).click()
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: /^工作范围：花垣县/ }).waitFor()
    await page.goto(`/r/${regions.xiangxi.code}`)
    await page.getByRole('heading', { level: 1, name: '没有可显示的内容' }).waitFor()

    await founder.getByRole('button', { name: '收回花垣县的督查检查人员' }).click()
    await founder.getByRole('dialog').getByRole('button', { name: '收回' }).click()
    await page.getByText('您先前选用的工作范围已不可用').waitFor()
    await page.getByRole('heading', { level: 1, name: /^湘西.*总览$/ }).waitFor()
    await page.context().close()
  })
})
