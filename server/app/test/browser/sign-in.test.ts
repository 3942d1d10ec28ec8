import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { password, people, regions } from './registers.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

describe('signing in', () => {
  it('tells of a wrong password, then lets in with the right one and out again', async () => {
    const page = await bench.visit()
    await page.goto('/')
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel('用户名').fill(people.province.username)
    await page.getByLabel('密码').fill('not the password')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').getByText('用户名或密码').waitFor()
    expect(await page.getByLabel('密码').inputValue()).toBe('')

    await page.getByLabel('密码').fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/r/${regions.hunan.code}?period=month`)
    await page.getByRole('heading', { level: 1, name: '湖南省总览' }).waitFor()

    await page.getByRole('button', { name: '账户与设置' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto(`/r/${regions.hunan.code}`)
    await page.waitForURL(/\/sign-in\?next=/)
  })

  it('leads back to the page that was asked for', async () => {
    const page = await bench.visit()
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30`)
    await page.waitForURL(/\/sign-in\?next=/)
    await page.getByLabel('用户名').fill(people.province.username)
    await page.getByLabel('密码').fill(password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForURL(`**/r/${regions.huayuan.code}/cases?period=last30`)
    await page.getByRole('heading', { level: 1, name: '办件 · 花垣县' }).waitFor()
  })

  it('does not lead away to another site', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/sign-in?next=${encodeURIComponent('//elsewhere.example/')}`)
    await page.waitForURL(`**/r/${regions.hunan.code}?period=month`)
  })
})
