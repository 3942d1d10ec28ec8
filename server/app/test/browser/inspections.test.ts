import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { axeFaults } from './axe-faults.ts'
import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { hoursFromNow } from './reported-cases.ts'
import { people, regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

const sound = async (page: Page): Promise<void> => {
  await settled(page)
  expect(await isWiderThanScreen(page)).toBe(false)
  expect(await axeFaults(page)).toEqual([])
}

describe('an inspection', () => {
  it('is planned, drawn, made on a phone with a picture, and published with its interval (4-b)', async () => {
    const desk = await bench.visit({ as: 'huayuan' })
    await desk.goto(`/r/${regions.huayuan.code}/inspections`)
    await desk.getByText('还没有检查任务').waitFor()
    await desk.getByRole('button', { name: '组织检查' }).click()
    await desk.getByLabel('名称').fill('测试日常检查')
    await desk.getByLabel('完成期限').fill(hoursFromNow(24 * 20).slice(0, 10))
    await desk.getByLabel('抽取数量').fill('1')
    await sound(desk)
    await desk.locator('form').getByRole('button', { name: '组织检查' }).click()
    await desk.getByRole('link', { name: '测试日常检查' }).click()
    await desk.getByRole('button', { name: '锁定名单' }).click()
    await desk.getByText('名单：3 个大厅，2 名检查人员。').waitFor()
    await desk.getByLabel('种子').fill('测试种子')
    await desk.getByRole('button', { name: '抽取', exact: true }).click()
    await desk.getByText('已抽取并分派').waitFor()
    await sound(desk)
    // The target cannot be inspected; another is drawn in its place.
    const target = desk.getByRole('listitem').filter({ hasText: '更换检查对象' })
    await target.getByText('更换检查对象').first().click()
    await target.getByLabel('原因').first().fill('测试：大厅搬迁')
    await target.getByRole('button', { name: '更换检查对象' }).click()
    await desk.getByText('更换记录').waitFor()

    const inspector = await bench.visit({ as: 'inspector', context: phone })
    await inspector.goto('/checks')
    await sound(inspector)
    await inspector.getByRole('listitem').filter({ hasText: '测试日常检查' }).getByRole('link').click()
    const item = (name: string) => inspector.getByRole('group').filter({ hasText: name })
    await item('当日管控日志').getByRole('button', { name: '是' }).click()
    await item('当日管控日志').getByText('已保存').waitFor()
    await item('应开窗口').getByRole('button', { name: '否' }).click()
    const picture = { name: 'window.png', mimeType: 'image/png', buffer: await inspector.screenshot() }
    for (const name of ['材料 1', '材料 2']) {
      await item('应开窗口').getByLabel('证据材料').setInputFiles(picture)
      await item('应开窗口').getByRole('link', { name }).waitFor()
    }
    await item('无人值守').getByRole('spinbutton').fill('1')
    await item('秩序和环境').getByRole('spinbutton').fill('9')
    await item('秩序和环境').getByRole('spinbutton').blur()
    await item('秩序和环境').getByText('已保存').waitFor()
    await sound(inspector)
    await inspector.reload()
    // What was kept is there again, with both pictures; another answer leaves them where they are.
    await item('应开窗口').getByRole('link', { name: '材料 2' }).waitFor()
    await item('应开窗口').getByRole('button', { name: '否' }).click()
    await item('应开窗口').getByText('已保存').waitFor()
    await inspector.reload()
    await item('应开窗口').getByRole('link', { name: '材料 2' }).waitFor()
    await inspector.getByRole('button', { name: '完成检查' }).click()
    await inspector.getByText('发现问题').waitFor()

    await desk.reload()
    await desk.getByLabel('结果说明').fill('测试：窗口无人值守一处。')
    await sound(desk)
    await desk.getByRole('button', { name: '公布结果' }).click()
    await desk.getByRole('button', { name: '公布结果' }).waitFor({ state: 'detached' })
    await desk.goto(`/r/${regions.huayuan.code}/findings`)
    await desk.getByText('应开窗口').or(desk.getByText('大厅日常管理不到位')).first().waitFor()
  })

  it('says to an inspector who withdraws for an interest that nobody is left to stand in', async () => {
    const desk = await bench.visit({ as: 'huayuan' })
    await desk.goto(`/r/${regions.huayuan.code}/inspections`)
    await desk.getByRole('button', { name: '组织检查' }).click()
    await desk.getByLabel('名称').fill('测试回避')
    await desk.getByLabel('完成期限').fill(hoursFromNow(24 * 20).slice(0, 10))
    await desk.getByLabel('抽取数量').fill('1')
    await desk.locator('form').getByRole('button', { name: '组织检查' }).click()
    await desk.getByRole('link', { name: '测试回避' }).click()
    await desk.getByRole('button', { name: '锁定名单' }).click()
    await desk.getByRole('button', { name: '抽取', exact: true }).click()
    await desk.getByText('已抽取并分派').waitFor()
    const inspector = await bench.visit({ as: 'inspector', context: phone })
    await inspector.goto('/checks')
    await inspector.getByRole('listitem').filter({ hasText: '测试回避' }).getByRole('link').click()
    await inspector.getByText('申请回避').first().click()
    await inspector.getByLabel('原因').fill('测试：亲属在该大厅')
    await inspector.getByRole('button', { name: '申请回避' }).click()
    await inspector.getByText('没有其他人员可以检查该对象').waitFor()
    await desk.reload()
    await desk.getByText(people.inspector.name).first().waitFor()
  })
})
