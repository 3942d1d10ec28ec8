import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { regions } from './registers.ts'
import { closing, eventsOf } from './reported-cases.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterEach(() => bench.console.mend())
afterAll(() => bench.end())

const second = 1 / 3600
const state = (page: Page, words: string) => page.getByRole('banner').getByRole('status').getByText(words)
const feed = (page: Page) => page.getByRole('group', { name: '实时动态' })
/** Items of the feed do not tell the number; their link leads to the case. */
const item = (page: Page, id: string, words: RegExp) =>
  feed(page)
    .getByRole('listitem')
    .filter({ hasText: words })
    .filter({ has: page.locator(`a[href*="${encodeURIComponent(id)}"]`) })

/** An overview whose two streams have begun: what is reported from now on must appear. */
async function openFeed(region: string): Promise<Page> {
  const page = await bench.visit({ as: 'province' })
  const begun = Promise.all([streamBegins(page, 'alerts'), streamBegins(page, 'completions')])
  await page.goto(`/r/${region}?period=last30`)
  await state(page, '实时 · 已连接').waitFor()
  await begun
  return page
}

async function streamBegins(page: Page, field: string): Promise<void> {
  const socket = await page.waitForEvent('websocket')
  await socket.waitForEvent('framereceived', ({ payload }) => payload.includes(`"${field}":{"cursor"`))
}

/** Reports a case with one matter in a hall; gives its id. */
const reportCase = async (told: Parameters<typeof eventsOf>[0]): Promise<string> => {
  const [id] = await bench.console.report(eventsOf(told))
  if (id === undefined) throw new Error('No event was reported.')
  return id
}

describe('the live feed', () => {
  it('shows a yellow card within seconds of its instant, and then the completion, without a reload', async () => {
    const page = await openFeed(regions.hunan.code)
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
    const due = Date.now() + 4_000
    const id = await reportCase({
      number: 'LIVE-1',
      hall: 'shibadong',
      accepted: -20 * second,
      due: (due - Date.now()) / 3_600_000,
    })
    const card = item(page, id, /黄牌/)
    expect(await card.count()).toBe(0)
    await card.waitFor()
    expect(Date.now() - due).toBeLessThan(4_000)
    expect(Date.now()).toBeGreaterThan(due)

    await bench.console.report([closing('LIVE-1')])
    await item(page, id, /办结.*超期办结/s).waitFor({ timeout: 3_000 })
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)

    await card.getByRole('link').click()
    await page.getByText('LIVE-1').first().waitFor()
  })

  it('tells only of the region that is looked at', async () => {
    const [xiangxi, changsha] = await Promise.all([openFeed(regions.xiangxi.code), openFeed(regions.changsha.code)])
    const id = await reportCase({ number: 'LIVE-2', hall: 'huayuan', accepted: -20 * second, due: -second, closed: 0 })
    await item(xiangxi, id, /超期办结/).waitFor()
    expect(await item(changsha, id, /办结/).count()).toBe(0)
  })

  it('catches up with what it missed while the line was cut', async () => {
    const page = await openFeed(regions.huayuan.code)
    bench.console.cut()
    await state(page, '重连中').waitFor()
    const late = await reportCase({ number: 'LIVE-4', hall: 'huayuan', accepted: -20 * second, due: second })
    const done = await reportCase({ number: 'LIVE-5', hall: 'huayuan', accepted: -20 * second, due: 2, closed: 0 })
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    for (const id of [late, done]) expect(await item(page, id, /./).count()).toBe(0)
    bench.console.mend()
    await state(page, '实时 · 已连接').waitFor()
    await item(page, late, /黄牌/).waitFor()
    await item(page, done, /按时办结/).waitFor()
  })

  it('catches up after the server was killed and came back', async () => {
    const page = await openFeed(regions.huayuan.code)
    const id = await reportCase({ number: 'LIVE-6', hall: 'huayuan', accepted: -20 * second, due: 2 * second })
    await bench.console.kill()
    await state(page, '重连中').waitFor()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    await bench.console.startAgain()
    await state(page, '实时 · 已连接').waitFor({ timeout: 20_000 })
    await item(page, id, /黄牌/).waitFor()
  })

  it('stands still while it is paused, and counts what waits', async () => {
    const page = await openFeed(regions.huayuan.code)
    await page.getByRole('button', { name: '暂停滚动' }).click()
    const id = await reportCase({ number: 'LIVE-7', hall: 'huayuan', accepted: -20 * second, due: 2, closed: 0 })
    await page.getByRole('button', { name: '1 条新动态' }).waitFor()
    expect(await item(page, id, /办结/).count()).toBe(0)
    await page.getByRole('button', { name: '继续滚动' }).click()
    await item(page, id, /按时办结/).waitFor()
  })

  it('lets a card be signed for', async () => {
    const page = await openFeed(regions.shuanglong.code)
    const id = await reportCase({ number: 'LIVE-8', hall: 'shuanglong', accepted: -20 * second, due: -second })
    const card = item(page, id, /黄牌/)
    await card.getByRole('button', { name: /签收/ }).click()
    await card.getByText('已签收').waitFor()
    await page.reload()
    await item(page, id, /已签收/).waitFor()
  })

  it('brings the figures up to date', async () => {
    const page = await openFeed(regions.shibadong.code)
    const accepted = page
      .getByRole('region', { name: '主要指标' })
      .getByRole('link')
      .filter({ has: page.getByRole('heading', { name: /受理/ }) })
    const count = async () => Number(/^(\d+)\s*件$/m.exec(await accepted.innerText())?.[1])
    await accepted.waitFor()
    const before = await count()
    expect(before).toBeGreaterThan(0)
    await reportCase({ number: 'LIVE-9', hall: 'shibadong', accepted: -20 * second, due: 2, closed: 0 })
    await expect.poll(count, { timeout: 15_000 }).toBe(before + 1)
  })
})
