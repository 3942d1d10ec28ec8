import type { Component } from 'svelte'
import type { AlertState, CardLevel } from '../client/api-types.ts'
import type { Catalogues, Locale } from '../messages/translate.ts'

export type PageProps = { readonly params: Readonly<Record<string, string>> }

/** A page of a plugin. It loads its own data through `resource`, so that its frame stands at once. */
export type ConsolePage = {
  /** Relative to `/p/<plugin>/`; `[name]` is a parameter. A page of a region names it `[code]`. */
  readonly path: string
  readonly title: Readonly<Record<Locale, string>>
  /** Whoever lacks it does not see the page. */
  readonly permission: string
  readonly component: () => Promise<{ default: Component<PageProps> }>
}

/** A link that a plugin offers beside the cards of a case. */
export type CardLink = {
  readonly title: Readonly<Record<Locale, string>>
  /** Whoever lacks it does not see the link. */
  readonly permission: string
  /** Whether it is offered for a card as it is now. */
  readonly fits: (card: { readonly level: CardLevel; readonly state: AlertState }) => boolean
  /** Where it leads, for the card `id` of a case in the region `code`. */
  readonly href: (card: { readonly code: string; readonly caseId: string; readonly id: string }) => string
}

/** What a plugin adds to the console. */
export type PluginConsole = {
  readonly plugin: string
  readonly title: Readonly<Record<Locale, string>>
  /** The clause of the standard, shown beside the title, such as `6.4`. */
  readonly clause: string
  /** The outline of its icon in a box of 16 × 16. */
  readonly icon: string
  /** Where its entry in the navigation leads for a region. */
  readonly home: (code: string) => string
  readonly messages: Catalogues
  readonly pages: readonly ConsolePage[]
  readonly cardLinks?: readonly CardLink[]
}

/** States a page; it only gives the compiler the shape. */
export const definePage = (page: ConsolePage): ConsolePage => page

/** States a plugin's part of the console. */
export const definePluginConsole = (part: PluginConsole): PluginConsole => part
