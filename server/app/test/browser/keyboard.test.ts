import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { matters, regions } from './registers.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

/** What the reader hears where the focus is: role or element, and name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement
    const name = at?.getAttribute('aria-label') ?? at?.textContent ?? ''
    return `${at?.getAttribute('role') ?? at?.tagName.toLowerCase()} ${name.trim()}`
  })

/** Presses Tab until the focus is on something of that name; fails after `most` stops. */
async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  const passed: string[] = []
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab')
    passed.push(await focused(page))
    if (name.test(passed.at(-1) ?? '')) return
  }
  throw new Error(`Not reached by Tab: ${passed.join(' | ')}`)
}

describe('by keyboard alone', () => {
  it('the first stop skips to the content', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.hunan.code}?period=last30`)
    await page.getByRole('heading', { level: 1, name: '湖南省总览' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('a 跳到正文')
    const box = await page.getByRole('link', { name: '跳到正文' }).boundingBox()
    expect(box?.y).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  it('signs in', async () => {
    const page = await bench.visit()
    await page.goto('/sign-in')
    await page.getByRole('heading', { name: '登录' }).waitFor()
    await page.keyboard.type('anna')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await focused(page)).toMatch(/^input/)
  })

  it('searches with / and the arrow keys', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.hunan.code}?period=last30`)
    await page.getByRole('heading', { level: 1, name: '湖南省总览' }).waitFor()
    await page.keyboard.press('/')
    const field = page.getByRole('combobox', { name: '查找' })
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.type('shuanglong')
    const options = page.getByRole('option')
    await options.nth(1).waitFor()
    const second = await options.nth(1).locator('.title').innerText()
    await page.keyboard.press('ArrowDown')
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true')
    expect(await field.getAttribute('aria-activedescendant')).toBe(await options.nth(1).getAttribute('id'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `${second}总览` }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('hyx')
    await options.first().waitFor()
    await page.keyboard.press('Escape')
    expect(await options.first().isVisible()).toBe(false)
  })

  it('walks over the map with the arrow keys and enters a county', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.xiangxi.code}?period=last30`)
    const map = page.getByRole('group', { name: /按时办结率分布/ })
    await map.getByRole('link', { name: /花垣县/ }).waitFor()
    await page.getByRole('button', { name: '表格' }).focus()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatch(/花垣县/)
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^a (?!花垣县)/)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    const county = (await focused(page)).split(' ')[1] ?? ''
    expect(county).toMatch(/[县市]$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `${county}总览` }).waitFor()
  })

  it('goes down by the table, opens the menus of the breadcrumb and closes them', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}?period=last30`)
    await page.getByRole('table', { name: '乡镇街道排名' }).getByRole('link', { name: '双龙镇', exact: true }).waitFor()
    await tabTo(page, /^button 花垣县的同级地区/)
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toMatch(/^a .+/)
    await page.keyboard.press('Escape')
    expect(await focused(page)).toMatch(/^button 花垣县的同级地区/)
    await tabTo(page, /^a 双龙镇$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '双龙镇总览' }).waitFor()
  })

  it('filters a list and opens a case', async () => {
    const page = await bench.visit({ as: 'province' })
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30`)
    await page.getByRole('table').waitFor()
    await tabTo(page, /^button 特别程序/)
    await page.keyboard.press('Space')
    await page.getByText('没有符合条件的办件').waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('table').waitFor()
    await tabTo(page, new RegExp(`^a ${matters.quick.name}`))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: matters.quick.name }).waitFor()
  })
})
