import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { axeFaults } from './axe-faults.ts'
import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { hoursFromNow } from './reported-cases.ts'
import { halls, regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const day = (days: number): string => hoursFromNow(24 * days).slice(0, 10)

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

describe('management duties', () => {
  it('4-a: are set up on a phone: the group, its leader, and what is aimed at', async () => {
    const page = await bench.visit({ as: 'huayuan', context: phone })
    await page.goto(`/r/${regions.huayuan.code}/management`)
    await page.getByText('尚未设立质量管控小组').waitFor()
    await page.getByText('尚未设定质量目标').waitFor()
    await page.getByRole('button', { name: '设立小组' }).click()
    await page.getByLabel('名称').fill('测试质量管控小组')
    await page.getByLabel('设立文件').fill('测试文件 1 号')
    await page.getByLabel('起始日').fill(day(-30))
    await page.getByLabel('管控措施').fill('每日巡查。')
    await page.getByLabel('质量改进').fill('逐项整改。')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('目前没有首席代表').waitFor()
    await page.getByRole('button', { name: '任命成员' }).click()
    await page.getByLabel('姓名').fill('测试负责人')
    await page.getByLabel('职务').fill('中心主任')
    await page.getByLabel('起始日').fill(day(-10))
    await page.getByLabel('截止日').fill(day(20))
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText(`任期至 ${day(20)}`).waitFor()
    await page.getByRole('button', { name: '设定目标' }).click()
    await page.getByLabel('指标').selectOption('on-time-rate')
    await page.getByLabel('目标值').fill('99')
    await page.getByLabel('起始日').fill(day(-30))
    await page.getByLabel('截止日').fill(day(60))
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('进行中').waitFor()
    await settled(page)
    expect(await isWiderThanScreen(page)).toBe(false)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByLabel('理由').fill('测试：写错了。')
    await page.getByRole('button', { name: '撤回' }).last().click()
    await page.getByText('已撤回').waitFor()
  })

  it('4-b: a hall manager keeps the log of the day on a phone, and a problem in it becomes a finding', async () => {
    const page = await bench.visit({ as: 'manager', context: phone })
    await page.goto(`/r/${regions.huayuan.code}/management`)
    await page.getByRole('link', { name: '日常管控' }).click()
    const hall = page.getByRole('listitem').filter({ hasText: halls.huayuan.name })
    // None is asked of the halls below.
    expect(await page.getByText(halls.shuanglong.name).count()).toBe(0)
    await hall.getByRole('button', { name: '填写记录' }).click()
    await hall.getByLabel('管控措施与情况').fill('开门前检查窗口和设备。')
    await hall.getByLabel('发现的问题').fill('叫号屏不亮\n\n')
    await settled(page)
    expect(await isWiderThanScreen(page)).toBe(false)
    expect(await axeFaults(page)).toEqual([])
    await hall.getByRole('button', { name: '保存' }).click()
    await hall.getByText('已填写').waitFor()
    await hall.getByRole('link', { name: '叫号屏不亮' }).click()
    await page.getByRole('heading', { name: '叫号屏不亮' }).waitFor()
  })

  it('5-e: shows a score with its parts, and says when there is none', async () => {
    const page = await bench.visit({ as: 'province', context: phone })
    await page.goto(`/r/${regions.huayuan.code}/score`)
    await page.getByText('没有综合得分').waitFor()
    await bench.console.ask(
      `mutation ($input: SetScoreWeightsInput!) { setScoreWeights(input: $input) { ... on InputError { message } } }`,
      {
        input: {
          region: regions.hunan.code,
          fromMonth: `${day(0).slice(0, 7)}-01`,
          parts: [
            { indicator: 'on-time-rate', weight: 6_000, zeroAt: 50 },
            { indicator: 'satisfaction-rate', weight: 4_000, zeroAt: 50 },
          ],
          reason: '测试权重',
        },
      },
    )
    await page.reload()
    const part = (name: string) => page.getByRole('listitem').or(page.getByRole('row')).filter({ hasText: name })
    await part('按时办结率').first().waitFor()
    await part('满意').first().waitFor()
    await page.getByText('有指标缺失，不计总分。').waitFor()
    await settled(page)
    expect(await isWiderThanScreen(page)).toBe(false)
    expect(await axeFaults(page)).toEqual([])
  })
})
