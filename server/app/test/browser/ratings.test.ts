import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
let desk: Page
beforeAll(async () => {
  bench = await openBench()
  desk = await bench.visit({ as: 'huayuan' })
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** What axe finds in light and in dark. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => void (document.documentElement.dataset['theme'] = chosen), theme)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
    found.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${theme} ${id} ${target.join(' ')}`)),
    )
  }
  return found
}

/** Makes a code at the page of a closed case; gives the path behind it. */
async function invite(number: string): Promise<string> {
  await desk.goto(`/r/${regions.huayuan.code}/cases?period=last30&text=${number}`)
  await desk
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link')
    .click()
  await desk.getByRole('button', { name: '生成评价二维码' }).click()
  const link = await desk.getByRole('link', { name: /\/rate\// }).innerText()
  return new URL(link).pathname
}

describe('a citizen with a phone', () => {
  it('5-f: rates a service without an account, once, by thumb', async () => {
    const path = await invite('HY-001')
    const page = await bench.visit({ context: phone })
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: '服务评价' }).waitFor()
    const send = page.getByRole('button', { name: '提交评价' })
    expect(await send.isDisabled()).toBe(true)
    for (const name of ['非常满意', '满意', '基本满意', '不满意', '非常不满意']) {
      const box = await page
        .locator('label')
        .filter({ has: page.getByRole('radio', { name }) })
        .first()
        .boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    await page.getByRole('radio', { name: '非常不满意' }).check()
    await page.getByRole('button', { name: '办理慢、等候久' }).tap()
    await page.getByLabel('还想说什么').fill('演示：等了两小时')
    await page.getByLabel('称呼').fill('测试评价人')
    await page.getByLabel('电话').fill('13800006666')
    await settled(page)
    expect(await isWiderThanScreen(page)).toBe(false)
    expect(await faults(page)).toEqual([])
    await send.tap()
    await page.getByRole('heading', { name: '感谢您的评价' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '本次服务已评价' }).waitFor()
    await page.getByRole('button', { name: 'English' }).tap()
    await page.getByRole('heading', { name: 'This service was rated already' }).waitFor()
    expect(await isWiderThanScreen(page)).toBe(false)
  })

  it('is told that a link is not known, and finds the public index, without a sign-in', async () => {
    const page = await bench.visit({ context: phone, text: 'large' })
    await page.goto('/rate/not-a-link')
    await page.getByRole('heading', { name: '链接无法识别' }).waitFor()
    await page.goto('/public')
    await page.getByRole('heading', { name: '政务服务公众入口' }).waitFor()
    expect(await isWiderThanScreen(page)).toBe(false)
  })
})

describe('the feedback desk', () => {
  it('5-g: takes a negative rating from contact to repair', async () => {
    await desk.goto(`/r/${regions.huayuan.code}/ratings?period=last30`)
    const order = desk.getByRole('region', { name: '差评工单' }).getByRole('listitem').first()
    await order.getByRole('button', { name: '办理' }).click()
    await order.getByText('测*').waitFor()
    await order.getByLabel('查看理由').fill('测试：回访核实')
    await order.getByRole('button', { name: '查看电话' }).click()
    await order.getByText('测试评价人 13800006666').waitFor()
    const take = async (field: string, words: string, step: string): Promise<void> => {
      await order.getByLabel(field).fill(words)
      await order.getByRole('button', { name: step, exact: true }).click()
    }
    await take('评价人反映的情况', '等候两小时', '登记回访')
    await order.getByText('已回访').first().waitFor()
    await take('核实情况', '属实', '认定属实')
    await order.getByText('属实待整改').waitFor()
    await take('整改情况', '增开窗口', '登记整改')
    await order.getByText('已整改').first().waitFor()
    await desk.getByRole('region', { name: '满意度' }).getByText('0.00%').first().waitFor()
    expect(await faults(desk)).toEqual([])
    await desk.setViewportSize(phone.viewport)
    await settled(desk)
    expect(await isWiderThanScreen(desk)).toBe(false)
  })
})
