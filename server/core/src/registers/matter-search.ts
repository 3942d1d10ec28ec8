import type { MatterEntry } from './register-index.ts'
import { searchForm } from './region-search.ts'

const LONGEST = 64

/**
 * Matters by code, base code, name, English name, pinyin or initials: the same before a beginning before a part, then
 * by code. An empty text finds all.
 */
export function searchMatters(matters: readonly MatterEntry[], text: string): RankedMatter[] {
  const wanted = searchForm(text)
  if (wanted === '') return matters.map((matter) => ({ matter, rank: 0 }))
  if (wanted.length > LONGEST) return []
  return matters
    .map((matter) => ({ matter, rank: rankOf(matter, wanted) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
}

export type RankedMatter = { readonly matter: MatterEntry; readonly rank: number }

function rankOf({ code, baseCode, name, nameEn, pinyin, initials }: MatterEntry, wanted: string): number {
  const words = [name, pinyin, ...(nameEn === null ? [] : [searchForm(nameEn)])]
  const heads = [initials, searchForm(code), ...(baseCode === null ? [] : [searchForm(baseCode)])]
  if (words.includes(wanted) || heads.includes(wanted)) return 0
  if (words.some((word) => word.startsWith(wanted)) || heads.some((head) => head.startsWith(wanted))) return 1
  return words.some((word) => word.includes(wanted)) ? 2 : 3
}
