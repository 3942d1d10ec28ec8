import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRegisters, type RegistersUnderTest } from './registers-host.ts'

let under: RegistersUnderTest

beforeAll(async () => {
  under = await openRegisters()
})
afterAll(() => under.db.close())

const codes = (report: { readonly problems: readonly { readonly code: string; readonly field: string }[] }) =>
  report.problems.map(({ code, field }) => `${field} ${code}`)

const historyOf = (code: string) =>
  under.db.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.regionHistory as history')
      .innerJoin('core.region as region', 'region.id', 'history.regionId')
      .select(['history.name', 'history.nameEn', 'history.validFrom', 'history.validTo'])
      .where('region.code', '=', code)
      .orderBy('history.validTo')
      .execute(),
  )

describe('a region', () => {
  test('added under a township gets a free range of scope keys within it', async () => {
    const { save, registers } = under
    const before = (await registers.tree()).byCode('430102001000')
    expect(await save('regions', [{ code: '430102001900', name: '新设社区' }])).toMatchObject({
      created: 1,
      problems: [],
    })
    const tree = await registers.tree(true)
    const added = tree.byCode('430102001900')
    expect(added).toMatchObject({
      level: 'VILLAGE',
      kind: 'ORDINARY',
      areaCode: 430102,
      parentId: before?.id,
      scopeKey: 430102001900 * 16,
      pinyin: 'xinsheshequ',
      initials: 'xssq',
      nameEn: 'Xinsheshequ',
      validFrom: '2026-03-02',
    })
    expect(tree.search('新设社区', 5)).toEqual([added])
  })

  test('added with children in one call, in any order; a park with a code from elsewhere fits under its city', async () => {
    const { save, registers } = under
    const report = await save('regions', [
      { code: '439971001001', name: '园区一社区' },
      { code: '439971001000', name: '园区一街道' },
      { code: '439971000000', name: '示范园区', kind: 'PARK', parent: '430100000000', nameEn: 'Model Park' },
    ])
    expect(report).toMatchObject({ created: 3, problems: [] })
    const tree = await registers.tree(true)
    const [park, city] = [tree.byCode('439971000000'), tree.byCode('430100000000')]
    expect(park).toMatchObject({ parentId: city?.id, areaCode: 439971, kind: 'PARK', level: 'COUNTY' })
    expect(park && city && park.scopeKey > city.scopeKey && park.scopeEnd <= city.scopeEnd).toBe(true)
    expect(park && tree.subtreeOf(park).map((region) => region.name)).toEqual(['示范园区', '园区一街道', '园区一社区'])
    expect(park && city && tree.subtreeOf(city).includes(park)).toBe(true)
  })

  test('of county level does not take the first six digits of another, by which figures are kept apart', async () => {
    const city = await under.principalOf('430100', 'core.administer')
    for (const code of ['430200000001', '430102500000', '430100900000']) {
      const park = { code, name: '示范园区', kind: 'PARK', level: 'COUNTY', parent: '430100000000' } as const
      expect(codes(await under.save('regions', [park], { actor: city }))).toEqual(['code INVALID_INPUT'])
    }
  })

  test('renamed keeps what it was called, and since when', async () => {
    const { save, registers } = under
    const rename = (name: string, today: string) => save('regions', [{ code: '430102001001', name }], { today })
    expect(await rename('文艺社区', '2026-03-02')).toMatchObject({ changed: 1 })
    expect(await rename('文艺社区', '2026-03-03')).toMatchObject({ unchanged: 1 })
    expect(await rename('文艺新村社区', '2026-05-01')).toMatchObject({ changed: 1 })
    expect(await historyOf('430102001001')).toMatchObject([
      { validFrom: '1900-01-01', validTo: '2026-03-02' },
      { name: '文艺社区', validFrom: '2026-03-02', validTo: '2026-05-01' },
    ])
    expect((await registers.tree(true)).byCode('430102001001')).toMatchObject({
      name: '文艺新村社区',
      initials: 'wyxcsq',
      validFrom: '1900-01-01',
    })
  })

  test('is found by the code of former times, which no new region may take', async () => {
    const tree = await under.registers.tree()
    expect(tree.byCode('430124000000')).toMatchObject({ code: '430182000000', name: '宁乡市' })
    expect(codes(await under.save('regions', [{ code: '430124', name: '宁乡县' }]))).toEqual(['code CONFLICT'])
  })

  test('ends when all below it has ended, also in the same call', async () => {
    const { save, registers } = under
    const end = (code: string) => ({ code, validTo: '2026-04-01' })
    expect(codes(await save('regions', [end('439971001000')]))).toEqual(['validTo CONFLICT'])
    expect(await save('regions', [end('439971001000'), end('439971001001')])).toMatchObject({
      changed: 2,
      problems: [],
    })
    expect((await registers.tree(true)).byCode('439971001001')?.validTo).toBe('2026-04-01')
    expect(await save('regions', [{ code: '439971001000', validTo: null }])).toMatchObject({ changed: 1 })
  })

  test.each([
    ['no parent', { code: '449900000000' }, 'parent UNKNOWN_REGION'],
    ['a second province', { code: '440000000000' }, 'parent INVALID_INPUT'],
    [
      'a level that is not below the parent',
      { code: '430199000000', level: 'CITY' as const, parent: '4301' },
      'level INVALID_INPUT',
    ],
    ['a code of letters', { code: 'abc' }, 'code INVALID_INPUT'],
    ['a code of zeros', { code: '000000000000' }, 'code INVALID_INPUT'],
    ['another level for one that is there', { code: '430102', level: 'CITY' as const }, 'level INVALID_INPUT'],
    ['another parent for one that is there', { code: '430102', parent: '4302' }, 'parent INVALID_INPUT'],
  ])('refuses %s', async (_what, draft, expected) => {
    expect(codes(await under.save('regions', [{ name: '某地', ...draft }]))).toEqual([expected])
  })

  test('a whole township of new villages fits, and the first too many is told', async () => {
    const { save, registers } = under
    const tree = await registers.tree(true)
    const township = tree.byCode('430102002000')
    const left = 999 - (township ? tree.childrenOf(township).length : 0)
    const villages = Array.from({ length: left + 1 }, (_, at) => ({
      code: `4390${String(10_000_000 + at)}`,
      name: `示例村${at}`,
      parent: '430102002000',
      level: 'VILLAGE' as const,
    }))
    expect(codes(await save('regions', villages))).toEqual(['parent CONFLICT'])
    expect(await save('regions', villages.slice(0, -1))).toMatchObject({ created: left, problems: [] })
    const grown = await registers.tree(true)
    expect(township && grown.childrenOf(township)).toHaveLength(999)
  })
})
