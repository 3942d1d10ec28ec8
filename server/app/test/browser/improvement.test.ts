import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { axeFaults } from './axe-faults.ts'
import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const isWithinScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

const ONE_POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const photo = { name: '演示.png', mimeType: 'image/png', buffer: Buffer.from(ONE_POINT, 'base64') }

describe('a rectification', () => {
  it('7-a, 7-b: is handed over with a document to print, and repaired with evidence, at a desk and on a phone', async () => {
    const desk = await bench.visit({ as: 'huayuan' })
    await desk.goto(`/r/${regions.huayuan.code}/findings`)
    await desk.getByRole('button', { name: '登记问题' }).click()
    await desk.getByRole('combobox', { name: /^部门/u }).selectOption({ label: '花垣县测试局' })
    await desk.getByLabel(/发现了什么/u).fill('演示：公示内容与网上不一致')
    await desk.getByLabel('原因', { exact: true }).fill('演示')
    await desk.locator('form').getByRole('button', { name: '登记问题' }).click()
    await desk.getByRole('link', { name: /公示内容与网上不一致/u }).waitFor()
    const board = `/p/improvement/${regions.huayuan.code}`
    const link = desk.getByRole('link', { name: /公示内容与网上不一致/u })
    const isOnBoard = async () => {
      await desk.goto(board)
      await settled(desk)
      return link.count()
    }
    await expect.poll(isOnBoard, { timeout: 15_000 }).toBe(1)
    expect(await axeFaults(desk)).toEqual([])
    await link.click()
    const take = async (step: string, words?: RegExp) => {
      await desk.getByRole('group', { name: '可办理的步骤' }).getByRole('button', { name: step }).click()
      if (words) await desk.getByLabel(words).fill(`演示：${step}`)
    }
    const send = (step: string) => desk.locator('form').getByRole('button', { name: step }).click()
    await desk.getByRole('link', { name: '整改交办单' }).click()
    await desk.getByRole('heading', { level: 1, name: '整改交办单' }).waitFor()
    expect(await axeFaults(desk)).toEqual([])
    await desk.emulateMedia({ media: 'print' })
    expect(await desk.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
    expect(await desk.getByRole('row', { name: /存在问题.*公示内容/u }).isVisible()).toBe(true)
    await desk.emulateMedia({ media: 'screen' })
    await desk.setViewportSize(phone.viewport)
    expect(await isWithinScreen(desk)).toBe(true)
    await desk.getByRole('link', { name: '返回' }).click()

    await take('签收')
    await send('签收')
    await take('提出措施', /整改措施/u)
    await desk.getByLabel(/责任人/u).fill('演示：窗口负责人')
    await send('提出措施')
    await take('报告完成', /整改情况/u)
    await desk.getByLabel('佐证材料').setInputFiles({ ...photo, buffer: Buffer.from('no picture') })
    await send('报告完成')
    await desk.getByRole('alert').waitFor()
    await desk.getByLabel('佐证材料').setInputFiles(photo)
    await send('报告完成')
    const file = await desk.getByRole('link', { name: '材料 1' }).getAttribute('href')
    expect((await desk.request.get(file ?? '')).headers()['content-type']).toBe('image/png')
    await settled(desk)
    expect(await isWithinScreen(desk)).toBe(true)
    expect(await axeFaults(desk)).toEqual([])
  })

  it('7-c: the monitor looks for faults at the press of a button', async () => {
    const desk = await bench.visit({ as: 'huayuan', context: phone })
    await desk.goto(`/p/improvement/${regions.huayuan.code}/monitor`)
    await desk.getByRole('button', { name: '查找评价问题' }).click()
    await desk.getByText(/没有新发现|新发现 \d+ 个问题/u).waitFor()
    await settled(desk)
    expect(await isWithinScreen(desk)).toBe(true)
    expect(await axeFaults(desk)).toEqual([])
  })
})

describe('a citizen with a phone', () => {
  it('7-d: urges on the own case by the link of a receipt, and reads the answer of the hall', async () => {
    const desk = await bench.visit({ as: 'huayuan' })
    await desk.goto(`/p/improvement/${regions.huayuan.code}/urges`)
    await desk.getByLabel('办件编号').fill('HY-001')
    await desk.getByRole('button', { name: '生成督促链接' }).click()
    const path = new URL(await desk.getByRole('link', { name: /\/urge\// }).innerText()).pathname

    const citizen = await bench.visit({ context: phone })
    await citizen.goto(path)
    await citizen.getByText('办件编号 HY-001').waitFor()
    await citizen.getByLabel('无人答复').check()
    await settled(citizen)
    const isWider = await citizen.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(isWider).toBe(false)
    await citizen.getByRole('button', { name: '督促' }).tap()
    await citizen.getByText(/已收到您的督促/u).waitFor()
    expect(await citizen.getByRole('button', { name: '督促' }).count()).toBe(0)

    await desk.reload()
    const urge = desk.getByRole('listitem').filter({ hasText: 'HY-001' })
    await urge.getByLabel(/答复内容/u).fill('测试：今日办结')
    await urge.getByRole('button', { name: '答复' }).click()
    await urge.getByText('测试：今日办结').waitFor()
    await citizen.goto(path)
    await citizen.getByText('答复: 测试：今日办结').waitFor()
    await desk.goto(`/p/improvement/${regions.huayuan.code}`)
    await desk.getByRole('heading', { level: 1, name: /整改看板/u }).waitFor()
  })
})
