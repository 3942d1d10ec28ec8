import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadChannels, loadRegions } from '../../src/registers/index.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'

let test1: TestDatabase

beforeAll(async () => {
  test1 = await createTestDatabase()
})
afterAll(() => test1.close())

test('loads the regions of Hunan once, quickly, saying how far it is', async () => {
  const steps: number[] = []
  const startedAt = performance.now()
  const load = () =>
    test1.database.withScope({ mode: 'administration' }, (trx) => loadRegions(trx, (n) => steps.push(n)))
  expect(await load()).toBe(31_691)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  expect(steps.at(-1)).toBe(31_691)
  expect(steps.length).toBeGreaterThan(3)
  expect(await load()).toBe(0)
})

test('every level has as many regions as the list it comes from, each within its parent', async () => {
  const rows = await test1.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.region')
      .select((row) => ['level', row.fn.countAll<number>().as('n')])
      .groupBy('level')
      .execute(),
  )
  const counts = Object.fromEntries(rows.map((row) => [row.level, row.n]))
  expect(counts).toEqual({ PROVINCE: 1, CITY: 14, COUNTY: 134, TOWNSHIP: 2008, VILLAGE: 29_534 })
  const astray = await test1.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.region as child')
      .innerJoin('core.region as parent', 'parent.id', 'child.parentId')
      .select('child.code')
      .where((row) =>
        row.or([
          row('child.scopeKey', '<=', row.ref('parent.scopeKey')),
          row('child.scopeEnd', '>', row.ref('parent.scopeEnd')),
        ]),
      )
      .execute(),
  )
  expect(astray).toEqual([])
})

test('adds the default channels and leaves changed ones alone', async () => {
  const load = () => test1.database.withScope({ mode: 'administration' }, loadChannels)
  expect(await load()).toBe(9)
  await test1.database.withScope({ mode: 'administration' }, (trx) =>
    trx.updateTable('core.channel').set({ name: '办事窗口' }).where('code', '=', 'WINDOW').execute(),
  )
  expect(await load()).toBe(0)
  const window = await test1.database.withScope({ mode: 'reader', lo: 0, hi: 1 }, (trx) =>
    trx.selectFrom('core.channel').selectAll().where('code', '=', 'WINDOW').executeTakeFirst(),
  )
  expect(window).toMatchObject({ name: '办事窗口', online: false })
})
