import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { axeFaults } from './axe-faults.ts'
import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { hoursFromNow } from './reported-cases.ts'
import { halls, matters, regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  const at = { source: 'TEST-DESK', externalId: 'HY-777', hall: halls.huayuan.code, matter: matters.quick.code }
  const applicant = { name: '测试应答人', phone: '13800007777' }
  await bench.console.report([
    { ...at, eventId: 'accepted', kind: 'ACCEPTED', occurredAt: hoursFromNow(-30), channel: 'WINDOW', applicant },
    { ...at, eventId: 'closed', kind: 'CLOSED', occurredAt: hoursFromNow(-28) },
  ])
})
afterAll(() => bench.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

describe('a survey', () => {
  it('is planned and drawn at a desk, asked by telephone and answered by a link, all on a phone (6.1-h)', async () => {
    const desk = await bench.visit({ as: 'huayuan', context: phone })
    await desk.goto(`/r/${regions.huayuan.code}/surveys?period=last30`)
    await desk.getByRole('button', { name: '制定调查' }).click()
    await desk.getByLabel('样本量').fill('20')
    await desk.getByLabel('截止').fill(hoursFromNow(24 * 20).slice(0, 10))
    await desk.getByRole('button', { name: '保存方案' }).click()
    await desk.getByRole('button', { name: '抽取样本' }).click()
    const call = desk.getByRole('listitem').filter({ hasText: '138****7777' })
    await call.getByRole('button', { name: '联系' }).click()
    await call.getByLabel('查看电话的理由').fill('测试：电话回访')
    await call.getByRole('button', { name: '生成链接' }).click()
    const link = await call.getByText(/链接（只显示一次）/u).innerText()
    await call.getByRole('button', { name: '查看电话' }).click()
    await call.getByText('13800007777').waitFor()
    await settled(desk)
    expect(await isWiderThanScreen(desk)).toBe(false)

    const path = /\/survey\/[\w-]+/u.exec(link)?.[0] ?? ''
    const citizen = await bench.visit({ context: phone })
    await citizen.goto(path)
    await citizen.getByRole('button', { name: '提交' }).waitFor()
    for (const question of await citizen.getByRole('group').all()) {
      await question.getByText('非常满意', { exact: true }).click()
    }
    expect(await isWiderThanScreen(citizen)).toBe(false)
    await citizen.getByRole('button', { name: '提交' }).click()
    await citizen.getByRole('heading', { name: '感谢您的参与！' }).waitFor()
    await citizen.goto(path)
    await citizen.getByText('已收到您的回答').waitFor()
    await desk.reload()
    await desk
      .getByText(/1 \/ 1 人/u)
      .first()
      .waitFor()
  })

  it('has desks of return visits, leads, results by unit and control plans, all on a phone (6.1-h, 6.3-l)', async () => {
    const desk = await bench.visit({ as: 'huayuan', context: phone })
    await desk.goto(`/r/${regions.huayuan.code}/surveys/plans?period=year`)
    await desk.getByRole('button', { name: '制定计划' }).click()
    await desk.getByLabel('要做什么').fill('演示：办事情况回访')
    await desk.getByLabel('标准条款').fill('6.3-l')
    await desk.getByLabel('开始日期').fill(hoursFromNow(0).slice(0, 10))
    await desk.getByLabel('结束日期（不含）').fill(hoursFromNow(24 * 180).slice(0, 10))
    await desk.getByRole('button', { name: '保存方案' }).click()
    await desk.getByText('没有到期的执行').first().waitFor()
    await desk.getByRole('button', { name: '登记执行' }).click()
    const tabs = desk.getByRole('navigation', { name: '调查与回访页面' })
    for (const name of ['管控计划', '各单位结果', '廉洁线索', '回访']) {
      await tabs.getByRole('link', { name, exact: true }).click()
      await desk.getByRole('heading', { level: 1, name }).waitFor({ state: 'attached' })
      await settled(desk)
      expect(await isWiderThanScreen(desk), name).toBe(false)
      expect(await axeFaults(desk), name).toEqual([])
      expect(await desk.getByRole('alert').allInnerTexts(), name).toEqual([])
    }
  })
})
