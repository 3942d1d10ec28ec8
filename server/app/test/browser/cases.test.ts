import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { halls, matters, organisations, regions } from './registers.ts'
import { expected, hoursFromNow } from './reported-cases.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const tile = (page: Page, name: RegExp) =>
  page
    .getByRole('region', { name: '主要指标' })
    .getByRole('link')
    .filter({ has: page.getByRole('heading', { name }) })
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

describe('the cases behind a number', () => {
  it('are as many as the number says, for the figure overdue', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?period=last30`)
    const figure = tile(page, /超期/)
    expect(await figure.innerText()).toContain(String(expected.huayuan.overdue.length))
    await figure.click()
    await page.getByRole('heading', { level: 1, name: '办件 · 花垣县' }).waitFor()
    await page.getByText(`共 ${expected.huayuan.overdue.length} 条`, { exact: true }).waitFor()
    for (const number of expected.huayuan.overdue) await page.getByText(number, { exact: true }).waitFor()
  })

  it('are as many as the number says, for accepted and closed', async () => {
    const page = await bench.visit({ as: 'province' })
    for (const { name, count } of [
      { name: /受理/, count: expected.huayuan.accepted },
      { name: /^办结/, count: expected.huayuan.closed },
      { name: /^在办/, count: expected.huayuan.open },
    ]) {
      await page.goto(`/r/${regions.huayuan.code}?period=last30`)
      await tile(page, name).click()
      await page.getByText(`共 ${count} 条`, { exact: true }).waitFor()
    }
  })

  it('can be narrowed by state and number; the address keeps it', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30`)
    await page.getByText(`共 ${expected.huayuan.accepted} 条`, { exact: true }).waitFor()
    await page.getByRole('group', { name: '状态' }).getByRole('button', { name: '办结', exact: true }).click()
    await page.getByText(`共 ${expected.huayuan.closed} 条`, { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: '办件号' }).fill('SB-00')
    await page.getByText('共 2 条', { exact: true }).waitFor()
    await page.reload()
    await page.getByText('共 2 条', { exact: true }).waitFor()
    expect(await page.getByRole('searchbox', { name: '办件号' }).inputValue()).toBe('SB-00')
  })

  it('stand in place of a ranking where there is nothing below', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.shibadong.code}?period=last30`)
    for (const number of ['SB-001', 'SB-002', 'SB-003']) await panel(page, '办件').getByText(number).waitFor()
    expect(await tile(page, /按时办结率/).innerText()).toContain(expected.shibadong.rate)
  })
})

describe('a case', () => {
  it('shows its clock, its steps, its cards and every event', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30&text=HY-011`)
    await page.getByRole('table').getByRole('link', { name: matters.shop.name }).click()
    await page.waitForURL('**/cases/**')
    await page.getByRole('heading', { level: 1, name: matters.shop.name }).waitFor()
    const clock = page.getByRole('img', { name: /受理.*特别程序.*黄牌.*红牌.*已计 \d+ 个工作日/ })
    await clock.waitFor()
    await panel(page, '办理环节').getByText('现场核查').waitFor()
    await panel(page, '预警与卡片').getByText('红牌').first().waitFor()
    const record = panel(page, '办理记录').getByRole('row')
    expect(await record.count()).toBe(6)
    await record.filter({ hasText: '专家评审' }).getByText('批准 5 日').waitFor()
    const facts = panel(page, '办件信息')
    for (const fact of ['HY-011', halls.huayuan.name, organisations[0].name, '综合窗口 03', '网上门户']) {
      await facts.getByText(fact).first().waitFor()
    }
    await page.reload()
    await clock.waitFor()
  })

  it('leads up to its list and its region', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.shibadong.code}?period=last30`)
    await page
      .getByRole('row', { name: /SB-003/ })
      .getByRole('link')
      .click()
    const trail = page.getByRole('navigation', { name: '当前位置' })
    await trail.getByText('办件 SB-003').waitFor()
    await trail.getByRole('link', { name: '办件', exact: true }).click()
    await page.waitForURL(`**/r/${regions.shibadong.code}/cases**`)
    await page.goBack()
    await trail.getByRole('link', { name: regions.shibadong.name }).click()
    await page.waitForURL(`**/r/${regions.shibadong.code}?**`)
  })

  it('is found by its number', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.hunan.code}`)
    await page.getByRole('combobox', { name: '查找' }).fill('HY-011')
    await page.getByRole('option', { name: 'HY-011' }).click()
    await page.getByRole('heading', { level: 1, name: matters.shop.name }).waitFor()
  })
})

describe('cards', () => {
  it('are listed with their level, and the count beside the entry is theirs', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?period=last30`)
    await page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: /预警与卡片/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: '预警与卡片 · 花垣县' }).waitFor()
    await page.getByRole('group', { name: '级别' }).getByRole('button', { name: '红牌' }).click()
    await page.getByText('共 1 条', { exact: true }).waitFor()
    await page
      .getByRole('row', { name: /HY-011/ })
      .getByRole('link', { name: matters.shop.name })
      .click()
    await page.getByRole('heading', { level: 1, name: matters.shop.name }).waitFor()
  })
})

describe('a case with all that the law knows', () => {
  it('tells suspensions, corrections, extensions, parts and side clocks, and its closing at once', async () => {
    const { ids, closing } = await reportRichCase()
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/cases/${encodeURIComponent(ids.joint)}`)
    const law = panel(page, '法定程序')
    await law.getByText(/缺材料/).waitFor()
    await law.getByText('未书面告知申请人，不停表').waitFor()
    await law.getByText(/检测 .*批准 1 个工作日 .*批准天数已满/).waitFor()
    await law.getByText(/本机关负责人批准 .*局长/).waitFor()
    await panel(page, '并行与后续时限').getByText('容缺补齐').first().waitFor()
    const part = panel(page, '并联办理').getByRole('link', { name: matters.quick.name })
    expect(await part.getAttribute('href')).toContain(encodeURIComponent(ids.part))
    await page.getByRole('img', { name: /上级机关/ }).waitFor()
    await bench.console.report([closing])
    await page.getByRole('img', { name: /结束 / }).waitFor()
    await panel(page, '并行与后续时限').getByText('送达').waitFor()
  })
})

/** A joint case with one part, and with everything that may happen to a case; `closing` ends it and leaves its delivery. */
async function reportRichCase() {
  const about = (externalId: string, eventId: string, kind: string, daysAgo: number, more: object = {}) => {
    return { source: 'TEST-DESK', externalId, eventId, kind, occurredAt: hoursFromNow(-24 * daysAgo), ...more }
  }
  const at = { hall: halls.huayuan.code, matter: matters.shop.code, organisation: organisations[0].code }
  const procedure = { reason: '检测', approver: '审批科', approvedDays: 1 }
  const events = [
    about('RICH', '1', 'SUBMITTED', 14, { ...at, channel: 'PORTAL' }),
    about('RICH', '2', 'CORRECTION_REQUESTED', 13.5, { reason: '缺材料' }),
    about('RICH', '3', 'CORRECTION_ANSWERED', 13),
    about('RICH', '4', 'ACCEPTED', 12, { ...at, supplementDueAt: hoursFromNow(-24 * 5) }),
    about('RICH', '5', 'SUSPENDED', 11, procedure),
    about('RICH', '6', 'SUSPENDED', 10, { ...procedure, noticed: true }),
    about('RICH', '7', 'RESUMED', 5),
    about('RICH', '8', 'EXTENDED', 4, { extensionDays: 5, approver: '局长', reason: '案情复杂', noticed: true }),
    about('RICH', '9', 'FORWARDED', 3),
    about('RICH', '10', 'FORWARD_RETURNED', 1),
    about('RICH-1', '1', 'ACCEPTED', 2, { ...at, matter: matters.quick.code, parent: 'RICH' }),
  ]
  const told = await bench.console.report(events)
  const [joint = '', part = ''] = [told[0], told.at(-1)]
  return { ids: { joint, part }, closing: about('RICH', '11', 'CLOSED', 0, { deliveryFollows: true }) }
}
