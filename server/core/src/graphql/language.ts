import type { Language } from '../text.ts'

/** Picks the reader's language from an `Accept-Language` header or a bare tag; Chinese when nothing fits. */
export function languageOf(header: unknown): Language {
  if (typeof header !== 'string') return 'zh-CN'
  const wishes = header
    .slice(0, 200)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';')
      const q = options.map((option) => option.trim()).find((option) => option.startsWith('q='))
      const weight = q === undefined ? 1 : Number(q.slice(2))
      return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0, order }
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
  for (const { tag } of wishes) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return 'zh-CN'
}
