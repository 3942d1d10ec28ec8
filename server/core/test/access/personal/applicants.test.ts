import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPersonalRecords } from '../../../src/access/personal/personal-records.ts'
import { wholeRange } from '../../../src/database/scope.ts'
import type { Reach } from '../../../src/graphql/context.ts'
import { testVault } from '../../../src/testing/vault.ts'
import type { CasesKit } from '../../cases/cases-kit.ts'
import { clear, event, JISHOU, KAIFU, startCases, statuses } from '../../cases/cases-kit.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
beforeEach(async () => {
  await clear(kit.database)
  await kit.database.withOwner((db) => sql`truncate core.personal_record`.execute(db))
})
afterAll(() => kit.close())

const NOW = '2018-10-16 12:00'
const ZHANG = { name: '张某某', idNumber: '11010519491231002X', phone: '19900000001' }
const LI = { name: '李某某', idNumber: null, phone: '19900000002' }
const submitted = event('A', 'SUBMITTED', '2018-10-15 09:00')
const accepted = event('A', 'ACCEPTED', '2018-10-15 10:00')
const bare = { hall: null, matter: null, organisation: null }

const records = createPersonalRecords(testVault)
const everywhere: Reach = { ...wholeRange, organisationId: null, hallId: null }
const subject = `${accepted.source}\n${accepted.externalId}`
const readAs = (reach: Reach) =>
  kit.database.withScope({ mode: 'reader', ...reach }, (trx) => records.reveal(trx, reach, 'APPLICANT', subject))
const applicant = async () => (await readAs(everywhere))?.data.name ?? null
const rows = () =>
  kit.database.withScope({ mode: 'engine' }, (trx) => trx.selectFrom('core.personalRecord').selectAll().execute())

describe('the applicant of a case', () => {
  test('is sealed, and read by who reads the case', async () => {
    await kit.report([{ ...accepted, applicant: ZHANG }], NOW)
    expect(await readAs(everywhere)).toMatchObject({ data: { kind: 'PERSON', ...ZHANG } })
    const [row] = await rows()
    expect(row).toMatchObject({ holder: 'APPLICANT', subject, hallId: 1, keyId: 'test' })
    expect(JSON.stringify(row)).not.toContain('某某')
  })

  test('does not exist in another region, hall or organisation', async () => {
    await kit.report([{ ...accepted, organisation: 'ORG-A', applicant: ZHANG }], NOW)
    const own = { ...KAIFU, organisationId: 1, hallId: 1 }
    expect(await readAs(own)).not.toBeNull()
    for (const other of [
      { ...own, ...JISHOU },
      { ...own, hallId: 2 },
      { ...own, organisationId: 2 },
    ]) {
      expect(await readAs(other)).toBeNull()
    }
  })

  test('follows the case to another organisation', async () => {
    await kit.report([{ ...accepted, organisation: 'ORG-A', applicant: ZHANG }], NOW)
    await kit.report([event('A', 'STEP', '2018-10-15 11:00', { ...bare, organisation: 'ORG-B' })], NOW)
    expect(await readAs({ ...KAIFU, organisationId: 1, hallId: null })).toBeNull()
    expect(await readAs({ ...KAIFU, organisationId: 2, hallId: null })).not.toBeNull()
  })

  test('is what the latest event tells, whatever came last', async () => {
    await kit.report([{ ...accepted, applicant: LI }], NOW)
    await kit.report([{ ...submitted, applicant: ZHANG }], NOW)
    expect(await applicant()).toBe('李某某')
  })

  test('is found by number and telephone while it holds', async () => {
    await kit.report([{ ...submitted, applicant: ZHANG }], NOW)
    const find = (what: 'idNumber' | 'phone', value: string, reach: Reach = everywhere) =>
      kit.database.withScope({ mode: 'reader', ...reach }, (trx) =>
        records.find(trx, reach, 'APPLICANT', { what, value }, 50),
      )
    expect(await find('idNumber', '110105 19491231 002x')).toEqual([subject])
    expect(await find('phone', '+86 199 0000 0001')).toEqual([subject])
    expect(await find('phone', '19900000002')).toEqual([])
    expect(await find('phone', '19900000001', { ...everywhere, ...JISHOU })).toEqual([])
    await kit.report([{ ...accepted, applicant: LI }], NOW)
    expect(await find('phone', '19900000001')).toEqual([])
  })
})

describe('the same event again', () => {
  test('with the same applicant was stored before, however it is written', async () => {
    await kit.report(
      [
        { ...submitted, applicant: ZHANG },
        { ...accepted, applicant: LI },
      ],
      NOW,
    )
    const again = { ...ZHANG, kind: 'PERSON' as const, idNumber: '110105-19491231-002x', phone: '+86 19900000001' }
    expect(statuses(await kit.report([{ ...submitted, applicant: again }], NOW))).toEqual(['DUPLICATE'])
    expect(await rows()).toHaveLength(2)
  })

  test.each([
    ['another', LI],
    ['no', null],
  ])('with %s applicant is a conflict that names nobody', async (_what, other) => {
    await kit.report([{ ...accepted, applicant: ZHANG }], NOW)
    const [result] = await kit.report([{ ...accepted, applicant: other }], NOW)
    expect(result).toMatchObject({ problem: { code: 'CONFLICT', path: ['input', '0', 'eventId'] } })
    expect(JSON.stringify(result)).not.toMatch(/某某|1990000|11010519/u)
    expect(await applicant()).toBe('张某某')
  })

  test('within one call is compared, too', async () => {
    const both = await kit.report(
      [
        { ...accepted, applicant: ZHANG },
        { ...accepted, applicant: LI },
      ],
      NOW,
    )
    expect(statuses(both)).toEqual(['STORED', 'CONFLICT'])
  })
})

describe('a parked event', () => {
  const parked = event('A', 'STEP', '2018-10-15 11:00', bare)

  test('keeps its applicant sealed until its case is founded', async () => {
    expect(statuses(await kit.report([{ ...parked, applicant: ZHANG }], NOW))).toEqual(['PARKED'])
    const [row] = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.parkedEvent').selectAll().execute(),
    )
    expect(row?.applicantKeyId).toBe('test')
    expect(JSON.stringify({ ...row, applicant: row?.applicant?.toString('latin1') })).not.toMatch(
      /某某|1990000|11010519/u,
    )
    expect(await rows()).toHaveLength(0)
    await kit.report([accepted], NOW)
    expect(await applicant()).toBe('张某某')
    expect(statuses(await kit.report([{ ...parked, applicant: ZHANG }], NOW))).toEqual(['DUPLICATE'])
  })

  test('again is compared by its applicant', async () => {
    await kit.report([{ ...parked, applicant: ZHANG }], NOW)
    expect(statuses(await kit.report([{ ...parked, applicant: ZHANG }], NOW))).toEqual(['PARKED'])
    expect(statuses(await kit.report([{ ...parked, applicant: LI }], NOW))).toEqual(['CONFLICT'])
  })
})

describe('what is sealed', () => {
  test('opens in no other case', async () => {
    await kit.report([{ ...accepted, applicant: ZHANG }], NOW)
    await kit.report([{ ...event('B', 'ACCEPTED', '2018-10-15 10:00'), applicant: LI }], NOW)
    await kit.database.withOwner((db) =>
      sql`update core.personal_record set sealed = (select sealed from core.personal_record where subject <> ${subject})
        where subject = ${subject}`.execute(db),
    )
    await expect(applicant()).rejects.toThrow('was changed or moved')
    const again = await kit.report([{ ...accepted, applicant: ZHANG }, event('C', 'STEP', '2018-10-15 10:00')], NOW)
    expect(again[0]).toMatchObject({ status: 'REJECTED', problem: { code: 'INVALID_INPUT' } })
    expect(again[1]).toMatchObject({ status: 'STORED' })
  })
})

describe('a wrong applicant', () => {
  test('is answered at its field, without the value', async () => {
    const wrong = { ...ZHANG, idNumber: '110105194912310021' }
    const [result, other] = await kit.report(
      [{ ...accepted, applicant: wrong }, event('B', 'ACCEPTED', '2018-10-15 10:00')],
      NOW,
    )
    expect(result).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'INVALID_INPUT', path: ['input', '0', 'applicant', 'idNumber'] },
    })
    expect(JSON.stringify(result)).not.toContain(wrong.idNumber)
    expect(other).toMatchObject({ status: 'STORED' })
  })
})
