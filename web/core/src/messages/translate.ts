import en from './en.json' with { type: 'json' }
import zh from './zh-CN.json' with { type: 'json' }

export type Locale = 'zh-CN' | 'en'
export const locales: readonly Locale[] = ['zh-CN', 'en']

export type MessageKey = keyof typeof zh
export type Parameters = Readonly<Record<string, string | number>>
export type Catalogue = Readonly<Record<string, string>>
/** The catalogues of one owner, by language. */
export type Catalogues = Readonly<Record<Locale, Catalogue>>

export const coreCatalogues: Catalogues = { 'zh-CN': zh, en }

/**
 * Fills `{name}` in a message. English messages may hold two forms, `{n} case | {n} cases`; the first is for n = 1.
 */
export function fill(message: string, parameters: Parameters = {}): string {
  const forms = message.split(' | ')
  const form = forms.length === 2 && parameters['n'] !== 1 && parameters['n'] !== '1' ? forms[1] : forms[0]
  return (form ?? message).replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

/** Looks a key up; a missing key shows itself, so that it is noticed and never blanks a page. */
export function translate(catalogues: Catalogues, locale: Locale, key: string, parameters?: Parameters): string {
  return fill(catalogues[locale][key] ?? key, parameters)
}
