import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import { launchChromium } from './chromium.ts'
import { startConsole } from './console-under-test.ts'
import type { ConsoleUnderTest, SettingsFor } from './console-under-test.ts'
import { password, people } from './registers.ts'
import type { Person } from './registers.ts'
import { watchRequests } from './settled.ts'

/** How somebody comes to the console. */
export type Visit = {
  /** Signed in already; nobody when left out. */
  readonly as?: Person
  readonly locale?: 'zh-CN' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly text?: 'normal' | 'large'
  readonly context?: BrowserContextOptions
}

/** A browser and a console for one file of tests. */
export type Bench = {
  readonly console: ConsoleUnderTest
  /** A page of a browser that nobody used before; it fails the test file when the console throws. */
  visit(visit?: Visit): Promise<Page>
  /** Call it in `afterAll`. */
  end(): Promise<void>
}

/** Starts browser and console. */
export async function openBench(settingsFor?: SettingsFor): Promise<Bench> {
  const [browser, console] = await Promise.all([launchChromium(), startConsole(settingsFor)])
  const thrown: Error[] = []
  return {
    console,
    visit: (visit = {}) => openPage(browser, console.url, visit, (error) => thrown.push(error)),
    end: async () => {
      await browser.close()
      await console.end()
      if (thrown.length > 0) throw new AggregateError(thrown, `The console threw: ${thrown.map(String).join('; ')}`)
    },
  }
}

async function openPage(browser: Browser, url: string, visit: Visit, onError: (error: Error) => void): Promise<Page> {
  const { as, locale = 'zh-CN', theme = 'light', text = 'normal', context: options = {} } = visit
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(10_000)
  context.on('weberror', (error) => onError(error.error()))
  await context.addInitScript(
    (chosen) => {
      if (!location.protocol.startsWith('http')) return // about:blank has no storage
      for (const [name, value] of Object.entries(chosen)) {
        if (localStorage.getItem(`zhikong.${name}`) === null) localStorage.setItem(`zhikong.${name}`, value)
      }
    },
    { locale, theme, text },
  )
  if (as !== undefined) {
    const response = await context.request.post('/auth/sign-in', {
      headers: { 'x-zhikong': '1' },
      data: { username: people[as].username, password },
    })
    if (!response.ok()) throw new Error(`Signing in was answered by ${response.status()}: ${await response.text()}`)
  }
  const page = await context.newPage()
  watchRequests(page)
  return page
}
