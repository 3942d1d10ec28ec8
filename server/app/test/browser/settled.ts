import { setTimeout as delay } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'

/** A page is settled when it has asked nothing for so long; milliseconds. */
const quietMs = 120
const patienceMs = 10_000

type Asking = { readonly open: Set<Request>; since: number }
const asking = new WeakMap<Page, Asking>()

/** Counts what a page asks from now on. */
export function watchRequests(page: Page): void {
  const seen: Asking = { open: new Set(), since: performance.now() }
  const ended = (request: Request) => {
    seen.open.delete(request)
    seen.since = performance.now()
  }
  page.on('request', (request) => {
    seen.open.add(request)
    seen.since = performance.now()
  })
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  asking.set(page, seen)
}

/** Waits until a page shows a heading and everything that it has asked for is answered. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const seen = asking.get(page)
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(20)) {
    if (seen?.open.size === 0 && performance.now() - seen.since >= quietMs) return
  }
  throw new Error(`Still asking: ${[...(seen?.open ?? [])].map((request) => request.url()).join(', ')}`)
}
