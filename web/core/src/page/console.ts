import { createContext } from 'svelte'
import type { Platform, RegionPath, Viewer } from '../client/api-types.ts'
import type { Request } from '../client/graphql.ts'
import type { LiveConnection } from '../client/live-connection.svelte.ts'
import type { LocalDate } from '../format/local-date.ts'
import type { Period } from '../format/period.ts'
import type { Reader } from '../reader.svelte.ts'

/** The last step of the breadcrumb, below the region: a list or a case. */
export type Tail = { readonly label: string; readonly href?: string }

/** Where the reader is: region and period, both from the address. */
export interface Place {
  /** Twelve digits. */
  readonly code: string
  /** Undefined until it is read. */
  readonly region: RegionPath | undefined
  readonly period: Period
  /** The server's day in Asia/Shanghai. */
  readonly today: LocalDate
  /** The server's time now. */
  readonly now: Date
  /** An address that keeps the period. */
  to(path: string, parameters?: Readonly<Record<string, string | readonly string[]>>): string
  /** This page for another region. */
  toRegion(code: string): string
  /** Puts a page below a region that is not in its address, and names the page; undone by the returned function. */
  show(what: { readonly code?: string | undefined; readonly tail: readonly Tail[] }): () => void
}

/** Everything a page needs of the shell. */
export type Console = {
  readonly reader: Reader
  readonly request: Request
  readonly live: LiveConnection
  readonly place: Place
  readonly viewer: Viewer
  readonly platform: Platform
}

/** The console around a page, to be read while a component is set up. */
export const [useConsole, provideConsole] = createContext<Console>()

/** The reader alone, for components that also stand on the sign-in page. */
export const [useReader, provideReader] = createContext<Reader>()
