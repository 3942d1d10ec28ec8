import { AxeBuilder } from '@axe-core/playwright'
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

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** What a theme can break; it is nothing but colours. */
const colours = (axe: AxeBuilder): AxeBuilder => axe.withRules(['color-contrast', 'link-in-text-block'])

const everything = (axe: AxeBuilder): AxeBuilder => axe.withTags(tags)

const darken = (page: Page): Promise<void> =>
  page.evaluate(() => void (document.documentElement.dataset['theme'] = 'dark'))

/** What axe finds, one line a fault. */
async function faults(page: Page, looking = everything): Promise<string[]> {
  const { violations } = await looking(new AxeBuilder({ page })).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ')}`,
    ),
  )
}

const pages = [
  { title: 'the province', path: `/r/${regions.hunan.code}` },
  { title: 'a county', path: `/r/${regions.huayuan.code}` },
  { title: 'cases', path: `/r/${regions.huayuan.code}/cases` },
  { title: 'a case', path: undefined },
  { title: 'alerts', path: `/r/${regions.huayuan.code}/alerts` },
  { title: 'efficiency', path: `/p/efficiency/${regions.huayuan.code}` },
  { title: 'accountability', path: `/p/efficiency/${regions.huayuan.code}/accountability` },
  { title: 'findings', path: `/r/${regions.huayuan.code}/findings` },
  { title: 'inspections', path: `/r/${regions.huayuan.code}/inspections` },
  { title: 'complaints', path: `/r/${regions.huayuan.code}/complaints` },
  { title: 'surveys', path: `/r/${regions.huayuan.code}/surveys` },
  { title: 'ratings', path: `/r/${regions.huayuan.code}/ratings` },
  { title: 'management duties', path: `/r/${regions.huayuan.code}/management` },
  { title: 'daily control', path: `/r/${regions.huayuan.code}/control` },
  { title: 'the composite score', path: `/r/${regions.huayuan.code}/score` },
  { title: 'targets', path: `/r/${regions.huayuan.code}/targets` },
  { title: 'improvement', path: `/p/improvement/${regions.huayuan.code}` },
  { title: 'my rights', path: '/me' },
  { title: 'people', path: '/admin/people' },
  { title: 'roles', path: '/admin/roles' },
  { title: 'keys', path: '/admin/keys' },
  { title: 'the audit log', path: '/admin/audit' },
  { title: 'the rules for cards', path: '/admin/rules' },
  { title: 'silences', path: '/admin/silences' },
  { title: 'webhooks', path: '/admin/webhooks' },
  { title: 'the search for an applicant', path: '/look-up' },
  { title: 'nothing to show', path: '/r/439999000000' },
]

describe.each([
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const)('axe has nothing to say in $locale, $theme', ({ locale, theme }) => {
  it('of the sign-in page, also after a refusal', async () => {
    const stranger = await bench.visit({ locale, theme })
    await stranger.goto('/sign-in')
    await settled(stranger)
    expect(await faults(stranger)).toEqual([])
    expect(await stranger.locator('html').getAttribute('data-theme')).toBe(theme)
    await stranger.getByRole('textbox').first().fill('nobody')
    await stranger.locator('input[type=password]').fill('wrong password')
    await stranger.keyboard.press('Enter')
    await stranger.getByRole('alert').waitFor()
    expect(await faults(stranger)).toEqual([])
    await stranger.context().close()
  })
})

describe.each([{ locale: 'zh-CN' }, { locale: 'en' }] as const)('axe has nothing to say in $locale', ({ locale }) => {
  let page: Page
  beforeAll(async () => {
    page = await bench.visit({ as: 'founder', locale })
  })
  afterAll(() => page.context().close())

  it.each(pages)('of $title', async ({ path }) => {
    await page.goto(
      `${path ?? `/r/${regions.huayuan.code}/cases`}?period=last30${path === undefined ? '&text=HY-011' : ''}`,
    )
    await settled(page)
    if (path === undefined) {
      await page
        .getByRole('row', { name: /HY-011/ })
        .getByRole('link')
        .click()
      await page.waitForURL('**/cases/*')
      await settled(page)
    }
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
    expect(await faults(page)).toEqual([])
    // The same colours whatever the language.
    if (locale === 'en') return
    await darken(page)
    expect(await faults(page, colours)).toEqual([])
  })
})

describe.each([
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const)('axe has nothing to say of windows before the page in $locale, $theme', ({ locale, theme }) => {
  it.each([
    { path: '/admin/people', button: /新建人员|Add a person/ },
    { path: '/admin/keys', button: /签发密钥|Make a key/ },
    { path: '/me', button: /启用动态口令|Set up a second factor/ },
    { path: '/me', button: /修改密码|Change password/ },
  ])('$button', async ({ path, button }) => {
    const page = await bench.visit({ as: 'founder', locale, theme })
    await page.goto(path)
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('dialog').waitFor()
    await settled(page)
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(button)
    await page.context().close()
  })

  it('a year of days', async () => {
    const page = await bench.visit({ as: 'founder', locale, theme })
    await page.goto('/admin/calendars')
    await page.locator('button[aria-current="date"]').click()
    await settled(page)
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  it('an open entry of the audit log, and a person', async () => {
    const page = await bench.visit({ as: 'founder', locale, theme })
    await page.goto('/admin/audit')
    await page.getByRole('row').nth(1).getByRole('button').click()
    await settled(page)
    expect(await faults(page)).toEqual([])
    await page.goto('/admin/people?text=ben')
    await page.getByRole('link', { name: '测试州级' }).click()
    await page.waitForURL('**/admin/people/*')
    await settled(page)
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })
})

describe('the check', () => {
  it('notices a planted fault', async () => {
    const page = await bench.visit()
    await page.goto('/sign-in')
    await settled(page)
    await page.evaluate(() => {
      const plant = document.createElement('p')
      plant.innerHTML = '<button></button><span style="color: #ccc; background: #fff">faint</span>'
      document.querySelector('main')?.append(plant)
    })
    const found = (await faults(page)).join('\n')
    expect(found).toContain('button-name')
    expect(found).toContain('color-contrast')
  })

  it('notices a colour that is faint in the dark only', async () => {
    const page = await bench.visit()
    await page.goto('/sign-in')
    await settled(page)
    await page.evaluate(() => {
      const plant = document.createElement('p')
      plant.innerHTML = '<span style="color: #444">faint in the dark</span>'
      document.querySelector('main')?.append(plant)
    })
    expect(await faults(page, colours)).toEqual([])
    await darken(page)
    expect((await faults(page, colours)).join('\n')).toContain('color-contrast')
  })
})
