import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** What axe finds on a page, in the light and in the dark, one line a fault. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme)
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
    found.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${theme} ${id} ${target.join(' ')}`)),
    )
  }
  return found
}
