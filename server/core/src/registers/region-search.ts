import type { Region } from './region.ts'
import { LEVELS } from './tables.ts'

type Entry = { readonly region: Region; readonly level: number; readonly texts: readonly string[] }

const LONGEST = 64

/** How well a text meets what was asked: 0 the same, 1 begins with it, 2 contains it, 3 not at all. */
function rankOf(texts: readonly string[], wanted: string): number {
  let best = 3
  for (const text of texts) {
    const at = text.indexOf(wanted)
    if (at < 0) continue
    const rank = at > 0 ? 2 : text.length === wanted.length ? 0 : 1
    if (rank < best) best = rank
  }
  return best
}

/** Brings a typed text to the form of the index: lower case, no spaces, ü as v. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’]+/gu, '')
}

/**
 * Makes the search over regions by name, English name, pinyin, initials and code: the same before a beginning before a
 * part, and higher levels first. Initials and codes are met from their beginning only.
 */
export function makeRegionSearch(regions: readonly Region[]): (text: string, first: number) => Region[] {
  const entries: readonly Entry[] = regions.map((region) => ({
    region,
    level: LEVELS.indexOf(region.level),
    texts: [region.name, searchForm(region.nameEn), region.pinyin],
  }))
  return (text, first) => {
    const wanted = searchForm(text)
    if (wanted === '' || wanted.length > LONGEST || first <= 0) return []
    const digits = /^\d+$/.test(wanted)
    const hits: { readonly entry: Entry; readonly rank: number }[] = []
    for (const entry of entries) {
      const rank = digits
        ? codeRank(entry.region, wanted)
        : Math.min(rankOf(entry.texts, wanted), initialsRank(entry.region, wanted))
      if (rank < 3) hits.push({ entry, rank })
    }
    return hits
      .sort(
        (a, b) => a.rank - b.rank || a.entry.level - b.entry.level || a.entry.region.scopeKey - b.entry.region.scopeKey,
      )
      .slice(0, first)
      .map((hit) => hit.entry.region)
  }
}

function codeRank(region: Region, wanted: string): number {
  if (region.code === wanted.padEnd(12, '0') || region.code === wanted) return 0
  return region.code.startsWith(wanted) ? 1 : 3
}

function initialsRank(region: Region, wanted: string): number {
  if (region.initials === wanted) return 0
  return region.initials.startsWith(wanted) ? 1 : 3
}
