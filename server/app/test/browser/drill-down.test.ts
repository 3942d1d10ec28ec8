import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { regions } from './registers.ts'
import { expected } from './reported-cases.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const period = 'period=last30'
const overviewOf = (page: Page, name: string) => page.getByRole('heading', { level: 1, name: `${name}总览` })
const trail = (page: Page) => page.getByRole('navigation', { name: '当前位置' })

/** Waits for the overview of a region at its own address. */
async function arrive(page: Page, { code, name }: { readonly code: string; readonly name: string }): Promise<void> {
  await page.waitForURL((url) => url.pathname === `/r/${code}` && url.searchParams.get('period') === 'last30')
  await overviewOf(page, name).waitFor()
}

describe('from the province to a village', () => {
  it('goes down by the tables and up by the breadcrumb; each view survives a reload', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto('/')
    await overviewOf(page, '湖南省').waitFor()
    await page.getByRole('button', { name: '近30天' }).click()
    await arrive(page, regions.hunan)

    const down = [
      { table: '市州排名', link: regions.xiangxi.short, region: regions.xiangxi },
      { table: '县市区排名', link: regions.huayuan.name, region: regions.huayuan },
      { table: '乡镇街道排名', link: regions.shuanglong.name, region: regions.shuanglong },
      { table: '村社区排名', link: regions.shibadong.name, region: regions.shibadong },
    ]
    for (const { table, link, region } of down) {
      await page.getByRole('table', { name: table }).getByRole('link', { name: link, exact: true }).click()
      await arrive(page, region)
      await page.reload()
      await arrive(page, region)
    }
    expect(await page.title()).toBe('十八洞村总览 · 质控')

    for (const region of [regions.shuanglong, regions.huayuan, regions.xiangxi, regions.hunan]) {
      await trail(page).getByRole('link', { name: region.name, exact: true }).click()
      await arrive(page, region)
    }
  })

  it('goes down by the map', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.xiangxi.code}?${period}`)
    const map = page.getByRole('group', { name: /按时办结率分布/ })
    const county = map.getByRole('link', { name: /花垣县/ })
    expect(await county.getAttribute('aria-label')).toContain(expected.huayuan.rate)
    await county.locator('path').click()
    await arrive(page, regions.huayuan)
  })

  it('shows the same region with its children as a list in the breadcrumb', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?${period}`)
    await trail(page).getByRole('button', { name: '全部乡镇街道' }).click()
    await trail(page).getByRole('link', { name: regions.shuanglong.name, exact: true }).click()
    await arrive(page, regions.shuanglong)
    await trail(page).getByRole('button', { name: '双龙镇的同级地区' }).click()
    await trail(page).getByRole('link', { name: '边城镇', exact: true }).click()
    await arrive(page, { code: '433124108000', name: '边城镇' })
  })

  it('finds a region by the initials of its pinyin, by its name and by its code', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.hunan.code}?${period}`)
    const field = page.getByRole('combobox', { name: '查找' })
    for (const { text, region } of [
      { text: 'hyx', region: regions.huayuan },
      { text: '十八洞', region: regions.shibadong },
      { text: '433124', region: regions.huayuan },
      { text: 'shibadongcun', region: regions.shibadong },
    ]) {
      await field.fill(text)
      await page.getByRole('option', { name: region.name }).first().click()
      await arrive(page, region)
      await expect.poll(() => field.inputValue()).toBe('')
    }
    await field.fill('没有这个地方')
    await page.getByText('没有找到“没有这个地方”').waitFor()
  })

  it('keeps the way back of the browser', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?${period}`)
    await page.getByRole('table', { name: '乡镇街道排名' }).getByRole('link', { name: '双龙镇', exact: true }).click()
    await arrive(page, regions.shuanglong)
    await page.goBack()
    await arrive(page, regions.huayuan)
  })
})

describe('figures', () => {
  it('are those of the cases that were reported', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?${period}`)
    const tiles = page.getByRole('region', { name: '主要指标' })
    const tile = (name: RegExp) => tiles.getByRole('link').filter({ has: page.getByRole('heading', { name }) })
    expect(await tile(/按时办结率/).innerText()).toContain(expected.huayuan.rate)
    expect(await tile(/受理/).innerText()).toContain(String(expected.huayuan.accepted))
    const row = page.getByRole('table', { name: '乡镇街道排名' }).getByRole('row', { name: /双龙镇/ })
    await row.waitFor()
  })
})
