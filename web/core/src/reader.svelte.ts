import {
  type Catalogues,
  coreCatalogues,
  type Locale,
  type MessageKey,
  type Parameters,
  translate,
} from './messages/translate.ts'

export type Theme = 'light' | 'dark' | 'contrast'
export const themes: readonly Theme[] = ['light', 'dark', 'contrast']
export type TextSize = 'normal' | 'large'

/** Anything that the registers name in both languages. */
export type Named = { readonly name: string; readonly nameEn?: string | null }

const stored = (key: string): string | undefined => {
  try {
    return localStorage.getItem(`zhikong.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(`zhikong.${key}`, value)
  } catch {
    // A browser without storage forgets the choice at the next visit, nothing worse.
  }
}

/** The reader's language, theme and text size; kept in the browser and shown on the document element. */
export class Reader {
  locale = $state<Locale>(stored('locale') === 'en' ? 'en' : 'zh-CN')
  theme = $state<Theme>(themes.find((theme) => theme === document.documentElement.dataset['theme']) ?? 'light')
  text = $state<TextSize>(stored('text') === 'large' ? 'large' : 'normal')

  /** A message of the console itself. */
  readonly t = (key: MessageKey, parameters?: Parameters): string =>
    translate(coreCatalogues, this.locale, key, parameters)

  /** The messages of a plugin, with its own keys. */
  messages<Key extends string>(catalogues: Catalogues & { readonly 'zh-CN': Readonly<Record<Key, string>> }) {
    return (key: Key, parameters?: Parameters): string => translate(catalogues, this.locale, key, parameters)
  }

  /** The name in the reader's language, or the Chinese one where there is no other. */
  readonly name = (named: Named | null | undefined): string => {
    if (!named) return ''
    return this.locale === 'en' && named.nameEn ? named.nameEn : named.name
  }

  setLocale(locale: Locale): void {
    this.locale = locale
    document.documentElement.lang = locale
    keep('locale', locale)
  }

  setTheme(theme: Theme): void {
    this.theme = theme
    document.documentElement.dataset['theme'] = theme
    keep('theme', theme)
  }

  setText(text: TextSize): void {
    this.text = text
    document.documentElement.dataset['text'] = text
    keep('text', text)
  }
}
