import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

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
const openPhone = (): Promise<Page> => bench.visit({ as: 'province', context: phone })

/** How far the page is wider than the screen; what sticks out is named. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const clips = (each: Element | null): boolean =>
      each !== null &&
      each !== document.body &&
      (getComputedStyle(each).overflowX !== 'visible' || clips(each.parentElement))
    const wide = [...document.body.querySelectorAll('*')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth && !clips(each.parentElement),
    )
    return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))]
  })

describe('on a phone', () => {
  it.each([
    { path: `/r/${regions.hunan.code}`, shows: '按时办结率分布' },
    { path: `/r/${regions.xiangxi.code}`, shows: '县市区排名' },
    { path: `/r/${regions.huayuan.code}`, shows: '乡镇街道排名' },
    { path: `/r/${regions.shibadong.code}`, shows: '办件' },
    { path: `/r/${regions.huayuan.code}/cases`, shows: '办件' },
    { path: `/r/${regions.huayuan.code}/alerts`, shows: '预警与卡片' },
    { path: `/p/efficiency/${regions.huayuan.code}`, shows: '按机构' },
  ])('$path does not scroll sideways', async ({ path, shows }) => {
    const page = await openPhone()
    await page.goto(`${path}?period=last30`)
    await page.getByRole('heading', { level: 2, name: shows }).waitFor()
    await settled(page)
    expect(await sticksOut(page)).toEqual([])
  })

  it.each([
    '/me',
    '/admin/people',
    '/admin/roles',
    '/admin/keys',
    '/admin/audit',
    '/admin/rules',
    '/admin/calendars',
    '/admin/silences',
    '/admin/webhooks',
    '/look-up',
    `/r/${regions.huayuan.code}/findings`,
    `/r/${regions.huayuan.code}/inspections`,
    `/r/${regions.huayuan.code}/complaints`,
    `/r/${regions.huayuan.code}/surveys`,
    `/r/${regions.huayuan.code}/ratings`,
    `/r/${regions.huayuan.code}/management`,
    `/r/${regions.huayuan.code}/control`,
    `/r/${regions.huayuan.code}/score`,
    `/r/${regions.huayuan.code}/targets`,
    `/p/improvement/${regions.huayuan.code}`,
  ])('%s does not scroll sideways, in Chinese or in English and large text', async (path) => {
    for (const look of [{}, { locale: 'en', text: 'large' }] as const) {
      const page = await bench.visit({ as: 'founder', ...look, context: phone })
      await page.goto(path)
      await settled(page)
      expect(await sticksOut(page)).toEqual([])
      await page.context().close()
    }
  })

  it('a case does not scroll sideways', async () => {
    const page = await openPhone()
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30&text=HY-011`)
    await page
      .getByRole('row', { name: /HY-011/ })
      .getByRole('link')
      .tap()
    await page.getByRole('heading', { level: 2, name: '办理记录' }).waitFor()
    expect(await sticksOut(page)).toEqual([])
  })

  it('nothing does in English and large text, either', async () => {
    const page = await bench.visit({ as: 'province', locale: 'en', text: 'large', context: phone })
    const paths = ['', '/cases', '/alerts'].map((end) => `/r/${regions.huayuan.code}${end}`)
    for (const path of [`/r/${regions.hunan.code}`, ...paths, `/p/efficiency/${regions.huayuan.code}`]) {
      await page.goto(`${path}?period=last30`)
      await settled(page)
      expect(await sticksOut(page), path).toEqual([])
    }
    await page.goto(`/r/${regions.huayuan.code}/cases?period=last30&text=HY-011`)
    await page
      .getByRole('row', { name: /HY-011/ })
      .getByRole('link')
      .tap()
    await page.getByRole('heading', { level: 2, name: 'Record' }).waitFor()
    await settled(page)
    expect(await sticksOut(page), 'a case').toEqual([])
  })

  it('something that does is noticed', async () => {
    const page = await openPhone()
    await page.goto(`/r/${regions.shibadong.code}?period=last30`)
    await settled(page)
    await page.getByRole('main').evaluate((main) => {
      main.append(Object.assign(document.createElement('hr'), { id: 'planted', style: 'width: 400px' }))
    })
    expect((await sticksOut(page)).join()).toContain('planted')
  })

  it('is navigated by the bar at the foot', async () => {
    const page = await openPhone()
    await page.goto(`/r/${regions.huayuan.code}?period=last30`)
    const bars = page.getByRole('navigation', { name: '主导航' })
    await bars.getByRole('link', { name: '总览' }).waitFor()
    expect(await bars.count()).toBe(1)
    const box = await bars.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0)
    await bars.getByRole('link', { name: '办件' }).tap()
    await page.getByRole('heading', { level: 1, name: '办件 · 花垣县' }).waitFor()
    await bars.getByRole('link', { name: '卡片' }).tap()
    await page.getByRole('heading', { level: 1, name: '预警与卡片 · 花垣县' }).waitFor()
    await bars.getByRole('link', { name: '总览' }).tap()
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
  })

  it('searches and changes language from the top bar', async () => {
    const page = await openPhone()
    await page.goto(`/r/${regions.hunan.code}?period=last30`)
    await page.getByRole('button', { name: '查找' }).tap()
    await page.getByRole('combobox', { name: '查找' }).fill('hyx')
    await page.getByRole('option', { name: '花垣县' }).tap()
    await page.getByRole('heading', { level: 1, name: '花垣县总览' }).waitFor()
    await page.getByRole('button', { name: '账户与设置' }).tap()
    await page.getByRole('button', { name: 'English' }).tap()
    await page.getByRole('heading', { level: 1, name: 'Huayuan County: overview' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await sticksOut(page)).toEqual([])
  })

  it('has targets that a finger can hit', async () => {
    const page = await openPhone()
    await page.goto(`/r/${regions.huayuan.code}?period=last30`)
    await page.getByRole('table', { name: '乡镇街道排名' }).waitFor()
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('header button, nav a, section.where button')]
        .map((each) => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ each, box }) => box.width > 0 && (box.height < 32 || (box.width < 32 && each.tagName === 'BUTTON')))
        .map(({ each, box }) => `${each.textContent?.trim()} ${Math.round(box.width)}×${Math.round(box.height)}`),
    )
    expect(small).toEqual([])
  })
})
