import { readFile } from 'node:fs/promises'
import type { Region } from './region.ts'
import { keyOfCode, spanOf } from './region-code.ts'
import { LEVELS, REGION_KINDS } from './tables.ts'

/** From this day on holds what holds since before any record. */
export const BEGINNING = '1900-01-01'

const SEED = new URL('../../data/regions.csv', import.meta.url)

/**
 * The regions of `data/regions.csv` with ids by their place in the file, and scope keys by their codes. The file is our
 * own: no quotes, parents before children; anything else is a broken installation and throws.
 */
export async function readSeedRegions(file: URL = SEED): Promise<Region[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n')
  const columns = header.split(',')
  const ids = new Map<string, number>()
  return lines.map((line, index) => {
    const cells = line.split(',')
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
    const [code, parent] = [cell('code'), cell('parent')]
    const level = LEVELS.find((word) => word === cell('level'))
    const kind = REGION_KINDS.find((word) => word === cell('kind'))
    const parentId = ids.get(parent) ?? null
    if (level === undefined || kind === undefined || (parent !== '' && parentId === null)) {
      throw new Error(`Line ${index + 2} of regions.csv is not usable: ${line}`)
    }
    ids.set(code, index + 1)
    const scopeKey = keyOfCode(code)
    return {
      id: index + 1,
      areaCode: Number(code.slice(0, 6)),
      code,
      level,
      kind,
      parentId,
      scopeKey,
      scopeEnd: scopeKey + spanOf(level),
      name: cell('name'),
      nameEn: cell('name_en'),
      pinyin: cell('pinyin'),
      initials: cell('initials'),
      validFrom: BEGINNING,
      validTo: null,
    }
  })
}
