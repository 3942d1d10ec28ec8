export type Language = 'zh-CN' | 'en'

/** A short text in both languages of the console. */
export type Text = { readonly [L in Language]: string }
