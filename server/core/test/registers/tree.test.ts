import { readSeedRegions } from '../../src/registers/seed-file.ts'
import { makeRegionTree, type RegionTree } from '../../src/registers/region-tree.ts'
import { beforeAll, describe, expect, test } from 'vitest'

let tree: RegionTree

beforeAll(async () => {
  tree = makeRegionTree(await readSeedRegions(), new Map())
})

const namesOf = (text: string, first = 5) => tree.search(text, first).map((region) => region.name)

describe('the tree of regions', () => {
  test('leads from a village to the province and back', () => {
    const village = tree.byCode('430102001001')
    expect(village && tree.ancestorsOf(village).map((region) => region.name)).toEqual([
      '湖南省',
      '长沙市',
      '芙蓉区',
      '文艺路街道',
    ])
    const [province] = tree.roots
    expect(province && tree.childrenOf(province)).toHaveLength(14)
    expect(province && tree.subtreeOf(province)).toHaveLength(31_691)
  })

  test('the subtree of each city is the range of its scope keys', () => {
    for (const city of tree.all.filter((region) => region.level === 'CITY')) {
      const below = tree.subtreeOf(city)
      expect(below.length).toBe(tree.all.filter((region) => region.code.startsWith(city.code.slice(0, 4))).length)
      expect(below[0]).toBe(city)
    }
  })

  test('finds the deepest region of a scope key', () => {
    const county = tree.byCode('430104000000')
    expect(tree.byScopeKey(county?.scopeKey ?? 0)).toBe(county)
    expect(tree.byScopeKey((county?.scopeKey ?? 0) + 5)).toBe(county)
    expect(tree.byScopeKey(1)).toBeUndefined()
    const village = tree.byCode('430102001001')
    expect(tree.byScopeKey((village?.scopeKey ?? 0) + 15)).toBe(village)
  })
})

describe('the search over regions', () => {
  test.each([
    ['长沙市', '长沙市'],
    ['长沙', '长沙市'],
    ['changsha', '长沙市'],
    ['Changsha City', '长沙市'],
    ['CSS', '长沙市'],
    ['css', '长沙市'],
    ['430104', '岳麓区'],
    ['4301', '长沙市'],
    ['岳麓', '岳麓区'],
    ['yuelu', '岳麓区'],
    ['430102001001', '文艺路社区'],
  ])('%s finds %s first', (text, name) => {
    if (text === '430102001001') expect(namesOf(text)).toHaveLength(1)
    else expect(namesOf(text)[0]).toBe(name)
  })

  test('puts what begins with the text before what contains it, and gives no more than asked', () => {
    const names = namesOf('麓', 50)
    const begins = names.map((name) => name.startsWith('麓'))
    expect(begins.lastIndexOf(true)).toBeLessThan(begins.indexOf(false))
    expect(tree.search('村', 7)).toHaveLength(7)
  })

  test.each(['', '   ', '%', 'no such place', 'x'.repeat(5_000), '\u0000', '\ud800'])(
    'nothing is found by %j',
    (text) => {
      expect(tree.search(text, 10)).toEqual([])
    },
  )
})
