import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { halls, regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

/** All words of the page's content, once it says that there is nothing. */
async function wordsAt(page: Page, path: string): Promise<string> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1, name: '没有可显示的内容' }).waitFor()
  await settled(page)
  return page.getByRole('main').innerText()
}

const unknown = '439999000000'

describe('who reads one city', () => {
  it.each(['', '/cases', '/alerts'])(
    'learns as little of another city as of a code that is none: /r/…%s',
    async (end) => {
      const page = await bench.visit({ as: 'xiangxi' })
      const [of, ofUnknown] = [
        await wordsAt(page, `/r/${regions.changsha.code}${end}`),
        await wordsAt(page, `/r/${unknown}${end}`),
      ]
      expect(of).toBe(ofUnknown)
      await page.getByRole('link', { name: /回到湘西/ }).click()
      await page.getByRole('heading', { level: 1, name: /^湘西.*总览$/ }).waitFor()
    },
  )

  it('is shown nothing above the own region, either', async () => {
    const page = await bench.visit({ as: 'xiangxi' })
    expect(await wordsAt(page, `/r/${regions.hunan.code}`)).toBe(await wordsAt(page, `/r/${unknown}`))
  })

  it('sees no case of another city by its address', async () => {
    const all = await bench.visit({ as: 'province' })
    await all.goto(`/r/${regions.changsha.code}/cases?period=last30`)
    await all
      .getByRole('row', { name: /FR-001/ })
      .getByRole('link')
      .click()
    await all.waitForURL((url) => url.pathname.startsWith('/cases/'))
    await all.getByText(halls.furong.name).first().waitFor()
    const { pathname } = new URL(all.url())
    const page = await bench.visit({ as: 'xiangxi' })
    const words = await wordsAt(page, pathname)
    expect(words).toBe(await wordsAt(page, '/cases/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'))
    expect(words).not.toContain('FR-001')
  })

  it('begins at the own region', async () => {
    const page = await bench.visit({ as: 'xiangxi' })
    await page.goto('/')
    await page.waitForURL(`**/r/${regions.xiangxi.code}?period=month`)
    await page.getByRole('heading', { level: 1, name: /^湘西.*总览$/ }).waitFor()
    expect(await page.getByRole('navigation', { name: '当前位置' }).getByRole('link', { name: '湖南省' }).count()).toBe(
      0,
    )
  })

  it('is told of a page that does not exist in the same way', async () => {
    const page = await bench.visit({ as: 'xiangxi' })
    await page.goto('/p/nothing/here')
    await page.getByText('没有可显示的内容').first().waitFor()
    await page.goto('/nowhere')
    await page.getByText('没有可显示的内容').first().waitFor()
  })
})
