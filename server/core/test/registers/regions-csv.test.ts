import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'

type Row = Record<'code' | 'level' | 'kind' | 'parent' | 'name' | 'name_en' | 'pinyin' | 'initials', string>
type Outline = { id: string; properties: { name?: string } }
type Topology = { objects: Record<'counties' | 'cities', { geometries: Outline[] }> }

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const rows = parse<Row>(read('../../data/regions.csv'), { columns: true })
const byCode = new Map(rows.map((row) => [row.code, row]))
const ofLevel = (level: string): Row[] => rows.filter((row) => row.level === level)

/** Digits of a code that count at each level, top first; every level hangs under the one before, without exception. */
const digits = { PROVINCE: 2, CITY: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12 }
const levels = Object.keys(digits)
const significant = (row: Row): number => digits[row.level as keyof typeof digits]

/** Codes of rows that hang wrongly: no parent, a parent not one level up, or a code outside the parent's. */
function misplaced(list: readonly Row[], parents: ReadonlyMap<string, Row>): string[] {
  return list
    .filter((row) => {
      if (row.level === 'PROVINCE') return row.parent !== ''
      const parent = parents.get(row.parent)
      if (!parent || levels.indexOf(parent.level) !== levels.indexOf(row.level) - 1) return true
      return !row.code.startsWith(parent.code.slice(0, significant(parent)))
    })
    .map((row) => row.code)
}

describe('regions.csv', () => {
  it('holds the whole tree of Hunan', () => {
    expect(levels.map((level) => ofLevel(level).length)).toEqual([1, 14, 134, 2008, 29534])
    expect(rows.length).toBe(31691)
  })

  it('has unique codes of 12 digits in ascending order, padded with zeros below their level', () => {
    const codes = rows.map((row) => row.code)
    const padded = (row: Row): boolean => Number(row.code.slice(significant(row))) === 0
    expect(rows.filter((row) => !/^43\d{10}$/.test(row.code) || !padded(row))).toEqual([])
    expect(codes).toEqual([...new Set(codes)].toSorted())
  })

  it('hangs every region under a parent one level up whose digits begin its code', () => {
    expect(misplaced(rows, byCode)).toEqual([])
  })

  it('would notice an orphan, a skipped level and a foreign code', () => {
    const [village] = ofLevel('VILLAGE')
    const [county] = ofLevel('COUNTY')
    const foreign = ofLevel('TOWNSHIP').at(-1)
    const parents = ['999999999999', county?.code, foreign?.code]
    const wrong = parents.map((parent) => ({ ...village, parent }) as Row)
    expect(misplaced(wrong, byCode).length).toBe(3)
  })

  it('marks the 12 zones, the farms and the placeholders by kind', () => {
    const count = (level: string, kind: string): number => ofLevel(level).filter((row) => row.kind === kind).length
    expect(count('COUNTY', 'PARK')).toBe(12)
    expect(ofLevel('COUNTY').filter((row) => (row.kind === 'PARK') !== (row.code[4] === '7'))).toEqual([])
    expect(['ORDINARY', 'FARM', 'PARK', 'OTHER'].map((kind) => count('TOWNSHIP', kind))).toEqual([1947, 33, 18, 10])
    expect(['ORDINARY', 'OTHER'].map((kind) => count('VILLAGE', kind))).toEqual([29428, 106])
  })

  it('gives every region a name in both languages, its pinyin and its initials', () => {
    const english = /^[A-Z][A-Za-zü'.-]*( [A-Za-zü'.-]+)+( \d)?$/
    expect(rows.filter((row) => !/^[\p{Script=Han}（）]+$/u.test(row.name) || !english.test(row.name_en))).toEqual([])
    expect(rows.filter((row) => !/^[a-z]+$/.test(row.pinyin) || !/^[a-z]+$/.test(row.initials))).toEqual([])
    expect(rows.filter((row) => row.initials.length !== row.name.replace(/[（）]/g, '').length)).toEqual([])
  })

  it.each([
    ['430000000000', '湖南省', 'Hunan Province', 'hunansheng'],
    ['430100000000', '长沙市', 'Changsha City', 'changshashi'],
    ['430102000000', '芙蓉区', 'Furong District', 'furongqu'],
    ['430104000000', '岳麓区', 'Yuelu District', 'yueluqu'],
    ['430182000000', '宁乡市', 'Ningxiang City', 'ningxiangshi'],
    ['430223000000', '攸县', 'Youxian County', 'youxian'],
    ['430408000000', '蒸湘区', 'Zhengxiang District', 'zhengxiangqu'],
    ['430481000000', '耒阳市', 'Leiyang City', 'leiyangshi'],
    ['430681000000', '汨罗市', 'Miluo City', 'miluoshi'],
    ['430723000000', '澧县', 'Lixian County', 'lixian'],
    ['431000000000', '郴州市', 'Chenzhou City', 'chenzhoushi'],
    ['431122000000', '东安县', "Dong'an County", 'donganxian'],
    ['431224000000', '溆浦县', 'Xupu County', 'xupuxian'],
    ['431225000000', '会同县', 'Huitong County', 'huitongxian'],
    [
      '433100000000',
      '湘西土家族苗族自治州',
      'Xiangxi Tujia and Miao Autonomous Prefecture',
      'xiangxitujiazumiaozuzizhizhou',
    ],
    ['433124000000', '花垣县', 'Huayuan County', 'huayuanxian'],
  ])('reads %s as %s', (code, name, name_en, pinyin) => {
    expect(byCode.get(code)).toMatchObject({ name, name_en, pinyin })
  })
})

describe.each(['hunan-3pct', 'hunan-10pct'])('%s.topo.json', (file) => {
  const { counties, cities } = (JSON.parse(read(`../../../../web/core/src/map/${file}.topo.json`)) as Topology).objects

  it('has an outline for each of the 122 counties that are no zone, under the same name', () => {
    const drawn = counties.geometries.map(({ id, properties }) => `${id} ${properties.name}`).toSorted()
    const known = ofLevel('COUNTY').filter((row) => row.kind === 'ORDINARY')
    expect(drawn).toEqual(known.map((row) => `${row.code.slice(0, 6)} ${row.name}`))
    expect(drawn.length).toBe(122)
  })

  it('has an outline for each of the 14 cities', () => {
    const drawn = cities.geometries.map(({ id }) => id.padEnd(12, '0')).toSorted()
    expect(drawn).toEqual(ofLevel('CITY').map((row) => row.code))
  })
})
