import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveSource } from '../../src/cases/sources.ts'
import type { CasesKit } from './cases-kit.ts'
import { clear, event, everything, JISHOU, KAIFU, rangeOf, startCases, statuses } from './cases-kit.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const NOW = '2018-10-16 12:00'
const ACCEPTED = event('A', 'ACCEPTED', '2018-10-15 10:00')

describe('a source', () => {
  const own = (source: string, externalId = 'A', hall = 'KF') => ({ ...ACCEPTED, source, externalId, hall })

  test('belongs to who reports under it first: nobody beside may take its numbers, or learn of one', async () => {
    expect(statuses(await kit.report([own('kaifu')], NOW, { range: KAIFU }))).toEqual(['STORED'])
    const before = await everything(kit.database)
    const stranger = await kit.report(
      [own('kaifu', 'A', 'JS'), own('kaifu', 'FREE', 'JS'), own('jishou', 'A', 'JS')],
      NOW,
      { range: JISHOU },
    )
    expect(statuses(stranger)).toEqual(['CONFLICT', 'CONFLICT', 'STORED'])
    expect(stranger[0]).toMatchObject({ problem: { path: ['input', '0', 'source'] } })
    expect(JSON.stringify(stranger[0])).toBe(JSON.stringify(stranger[1]).replaceAll('"1"', '"0"'))
    expect((await everything(kit.database)).cases).toHaveLength(before.cases.length + 1)
  })

  test('serves reporters within its range and around it', async () => {
    await kit.report([own('city')], NOW, { range: rangeOf('430100000000') })
    expect(statuses(await kit.report([own('city', 'B')], NOW, { range: KAIFU }))).toEqual(['STORED'])
    expect(statuses(await kit.report([own('city', 'C', 'JS')], NOW))).toEqual(['STORED'])
    expect(statuses(await kit.report([own('city', 'D', 'JS')], NOW, { range: JISHOU }))).toEqual(['CONFLICT'])
  })

  test('is claimed by one of two who come at the same time', async () => {
    const both = await Promise.all([
      kit.report([own('contested')], NOW, { range: KAIFU }),
      kit.report([own('contested', 'A', 'JS')], NOW, { range: JISHOU }),
    ])
    expect(both.flatMap(statuses).toSorted()).toEqual(['CONFLICT', 'STORED'])
  })

  test('is given to another region by an administrator', async () => {
    await kit.report([own('moving')], NOW, { range: KAIFU })
    await kit.database.withScope({ mode: 'administration' }, (trx) => giveSource(trx, 'moving', JISHOU))
    expect(statuses(await kit.report([own('moving', 'B', 'JS')], NOW, { range: JISHOU }))).toEqual(['STORED'])
    expect(statuses(await kit.report([own('moving', 'C')], NOW, { range: KAIFU }))).toEqual(['CONFLICT'])
  })
})
