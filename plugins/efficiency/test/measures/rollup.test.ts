import { checkRollups } from '@zhikong/core'
import { openTestPlatform, type TestPlatform } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { efficiency } from '../../src/index.ts'

const PROVINCE = '430000000000'
const HALLS = [
  '430000000000',
  '430100000000',
  '430102000000',
  '433124000000',
  '430102001000',
  '430102001001',
  '430182001000',
]

let platform: TestPlatform

beforeAll(async () => {
  platform = await openTestPlatform([efficiency])
  platform.setNow('2026-03-31T18:00:00+08:00')
  await platform.save(
    'halls',
    HALLS.map((region) => ({ code: `hall-${region}`, name: `大厅 ${region}`, region })),
  )
  const working = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  await platform.save('matters', [
    {
      code: 'M1',
      name: '食品经营许可',
      type: 'LICENCE',
      kind: 'PROMISED',
      promised: working(5),
      statutory: working(10),
    },
  ])
})
afterAll(() => platform.end())

const event = (number: number, kind: 'ACCEPTED' | 'CLOSED' | 'VOIDED', at: string) => ({
  source: 'test',
  externalId: `C${number}`,
  eventId: kind.toLowerCase(),
  kind,
  occurredAt: new Date(`${at}+08:00`),
  hall: `hall-${HALLS[number % HALLS.length] ?? ''}`,
  matter: 'M1',
  channel: number % 3 === 0 ? 'PORTAL' : 'WINDOW',
})

const day = (n: number): string => String(n).padStart(2, '0')

describe('rollups', () => {
  it('add up from village to province and equal the records while four writers and a folder work (6.4-a)', async () => {
    const batches = Array.from({ length: 40 }, (_, batch) =>
      Array.from({ length: 25 }, (_, index) => {
        const number = batch * 25 + index
        const accepted = event(number, 'ACCEPTED', `2026-03-${day(2 + (number % 20))}T09:30:00`)
        if (number % 4 === 0) return [accepted]
        const end = number % 11 === 0 ? 'VOIDED' : 'CLOSED'
        return [accepted, event(number, end, `2026-03-${day(2 + (number % 20) + (number % 9))}T16:30:00`)]
      }).flat(),
    )
    const queue = [...batches]
    let writing = true
    const folding = (async () => {
      while (writing) {
        await platform.fold()
        const during = await checkRollups(platform, PROVINCE, { from: '2026-03-01', to: '2026-04-01' })
        expect(during.mismatches).toEqual([])
      }
    })()
    const writer = async (): Promise<void> => {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) await platform.report(batch)
    }
    await Promise.all([writer(), writer(), writer(), writer()])
    writing = false
    await folding
    await platform.fold()
    const check = await checkRollups(platform, PROVINCE, { from: '2026-03-01', to: '2026-04-01' })
    expect(check.mismatches).toEqual([])
    expect(check.checked).toBeGreaterThan(31_000)
  })

  it('show a total that was tampered with', async () => {
    await platform.database.withScope({ mode: 'engine' }, async (trx) => {
      const row = await trx
        .selectFrom('core.measureMonth')
        .selectAll()
        .where('measure', '=', 'cases-closed')
        .executeTakeFirstOrThrow()
      await trx
        .updateTable('core.measureMonth')
        .set({ own: row.own + 1 })
        .where('regionId', '=', row.regionId)
        .where('measure', '=', 'cases-closed')
        .where('month', '=', row.month)
        .execute()
    })
    const check = await checkRollups(platform, PROVINCE, { from: '2026-03-01', to: '2026-04-01' })
    expect(check.mismatches.length).toBeGreaterThan(0)
  })

  it('show a figure by organisation that was tampered with', async () => {
    const june = { from: '2026-06-01', to: '2026-07-01' }
    expect((await checkRollups(platform, PROVINCE, june)).mismatches).toEqual([])
    await platform.database.withScope({ mode: 'engine' }, async (trx) => {
      const row = await trx.selectFrom('core.measureSplit').selectAll().executeTakeFirstOrThrow()
      await trx
        .insertInto('core.measureSplit')
        .values({ ...row, day: '2026-06-02', n: 1 })
        .execute()
    })
    expect((await checkRollups(platform, PROVINCE, june)).mismatches).toEqual([
      expect.stringMatching(/by organisation and channel 1, in all 0$/),
    ])
  })
})
