import { goto } from '$app/navigation'
import { page } from '$app/state'
import {
  localDate,
  type LocalDate,
  type Period,
  periodFromUrl,
  periodToUrl,
  type Place,
  type RegionPath,
  type Tail,
  type Viewer,
} from '@zhikong/ui'

const CODE = /\b\d{12}\b/

/** Region and period as the address has them; a case page adds the region of its case. */
export class ShellPlace implements Place {
  region = $state.raw<RegionPath>()
  tail = $state.raw<readonly Tail[]>([])
  now = $state(new Date())
  #shown = $state<string>()
  readonly #viewer: Viewer
  /** The server's time less ours, in milliseconds. */
  readonly #ahead: number

  constructor(viewer: Viewer, serverNow: string) {
    this.#viewer = viewer
    this.#ahead = Date.parse(serverNow) - Date.now()
    this.now = new Date(serverNow)
  }

  tick(): void {
    this.now = new Date(Date.now() + this.#ahead)
  }

  readonly today: LocalDate = $derived(localDate(this.now))
  readonly period: Period = $derived(periodFromUrl(page.url.searchParams, this.today))
  readonly inAddress: string | undefined = $derived(CODE.exec(page.url.pathname)?.[0])
  readonly code: string = $derived(this.inAddress ?? this.#shown ?? page.url.searchParams.get('region') ?? this.#home())

  #home(): string {
    return this.#viewer.region.code
  }

  to(path: string, parameters: Readonly<Record<string, string | readonly string[]>> = {}): string {
    const search = periodToUrl(new URLSearchParams(), this.period)
    for (const [key, value] of Object.entries(parameters))
      for (const each of typeof value === 'string' ? [value] : value) search.append(key, each)
    return `${path}?${search}`
  }

  toRegion(code: string): string {
    const path = this.inAddress === undefined ? `/r/${code}` : page.url.pathname.replace(CODE, code)
    return this.to(path)
  }

  show(what: { readonly code?: string | undefined; readonly tail: readonly Tail[] }): () => void {
    this.#shown = what.code
    this.tail = what.tail
    return () => {
      this.#shown = undefined
      this.tail = []
    }
  }

  setPeriod(period: Period): void {
    void goto(`${page.url.pathname}?${periodToUrl(new URLSearchParams(page.url.search), period)}`, { reset: false })
  }
}
