import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe-faults.ts'
import { openBench, type Bench } from './bench.ts'
import { regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const ONE_POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const photo = { name: '演示.png', mimeType: 'image/png', buffer: Buffer.from(ONE_POINT, 'base64') }

const isWithinScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

describe('complaining on a phone, without an account (6.3-k)', () => {
  it('6.3-k: leads from the form to a receipt code, and from the code to what became of it', async () => {
    const page = await bench.visit({ context: phone })
    await page.goto('/public')
    await page.getByRole('link', { name: /投诉、举报、建议/u }).click()
    await page.getByRole('button', { name: '提交' }).waitFor()
    expect(await isWithinScreen(page)).toBe(true)
    await page.getByLabel('请写明情况').fill('演示：排队两小时无人叫号。')
    await page.getByRole('button', { name: '提交' }).tap()
    await page.getByText('请先选择大厅或部门。').waitFor()
    await page.getByLabel('哪个大厅或部门').fill('花垣')
    await page.locator('button.hit').first().tap()
    await page.getByText(/被反映的单位不知道有这件举报/u).waitFor()
    await page.getByRole('radio', { name: /^实名/u }).check()
    await page.getByRole('textbox', { name: '姓名' }).fill('演示群众')
    await page.getByRole('textbox', { name: '电话' }).fill('13800000000')
    expect(await isWithinScreen(page)).toBe(true)
    await page.getByLabel(/^照片/u).setInputFiles({ ...photo, buffer: Buffer.from('no picture') })
    await page.getByRole('button', { name: '提交' }).tap()
    await page.getByText(/只接受/u).waitFor()
    await page.getByLabel(/^照片/u).setInputFiles(photo)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: '提交' }).tap()
    const receipt = await page.locator('.receipt').innerText()
    expect(receipt).toMatch(/^[\dA-Z]{5}(?:-[\dA-Z]{5}){3}$/u)
    await page.getByRole('link', { name: '查看办理情况' }).tap()
    await page.getByLabel('回执码').fill(receipt.toLowerCase())
    await page.getByRole('button', { name: '查看' }).tap()
    await page.getByRole('heading', { name: '已收到，待受理' }).waitFor()
    await page.getByLabel('您想说').fill('补充：上午十点。')
    await page.getByRole('button', { name: '补充' }).tap()
    await page.getByText('补充：上午十点。').waitFor()
    expect(await isWithinScreen(page)).toBe(true)
  })

  it('stands at the desk, where it is accepted', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.hunan.code}/complaints`)
    await page
      .getByRole('link', { name: /服务态度/u })
      .first()
      .click()
    await page.getByText('排队两小时').waitFor()
    await page.getByText('演* 138****0000').waitFor()
    const shown = await page.getByRole('img', { name: '照片 1' }).getAttribute('src')
    expect((await page.request.get(shown ?? '')).headers()['content-type']).toBe('image/png')
    await page.getByRole('button', { name: '查看投诉人' }).click()
    await page.getByLabel(/查看理由/u).fill('演示：核实情况')
    await page.getByRole('button', { name: '查看投诉人' }).click()
    await page.getByText(/演示群众 13800000000/u).waitFor()
    await settled(page)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('textbox', { name: '说明' }).fill('受理')
    await page.getByRole('button', { name: '受理', exact: true }).last().click()
    await page.getByText('已受理').first().waitFor()
    await settled(page)
  })

  it('is recorded at the desk when it came by telephone, and the telephone is tested, on a phone', async () => {
    const desk = await bench.visit({ as: 'huayuan', context: phone })
    await desk.goto(`/r/${regions.huayuan.code}/complaints`)
    await desk.getByRole('button', { name: '登记投诉举报' }).click()
    await desk.getByLabel('哪个大厅或部门').fill('花垣')
    await desk.locator('button.hit').first().tap()
    await desk.getByLabel('反映内容').fill('演示：电话反映等候过久。')
    expect(await isWithinScreen(desk)).toBe(true)
    expect(await axeFaults(desk)).toEqual([])
    await desk.getByRole('button', { name: '登记', exact: true }).click()
    await desk.getByText(/^[\dA-Z]{5}(?:-[\dA-Z]{5}){3}$/u).waitFor()
    await desk.getByRole('link', { name: '投诉渠道' }).click()
    await desk.getByRole('button', { name: '登记渠道' }).click()
    await desk.getByLabel('渠道名称').fill('演示投诉电话')
    await desk.getByLabel('号码、网址或地点').fill('0743-0000000')
    await desk.getByLabel('在哪里公布').fill('演示公示栏')
    await desk.getByLabel('公布日期').fill('2026-01-05')
    await desk.getByRole('button', { name: '保存' }).click()
    await desk.getByText('未测试').waitFor()
    await desk.getByRole('button', { name: '测试', exact: true }).click()
    await desk.getByLabel('怎样测试，看到什么').fill('演示：拨打无人接听')
    await desk.getByRole('button', { name: '不通' }).click()
    await desk.getByText(/演示：拨打无人接听/u).waitFor()
    await settled(desk)
    expect(await isWithinScreen(desk)).toBe(true)
    expect(await axeFaults(desk)).toEqual([])
  })
})
