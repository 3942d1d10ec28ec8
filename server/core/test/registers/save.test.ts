import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageOf } from '../../src/graphql/errors.ts'
import { openRegisters, type RegistersUnderTest } from './registers-host.ts'

let under: RegistersUnderTest

beforeAll(async () => {
  under = await openRegisters()
  const { save } = under
  await save('organisations', [{ code: 'ORG-1', name: '芙蓉区民政局', region: '430102' }])
  await save('halls', [
    { code: 'H-1', name: '芙蓉区政务服务大厅', region: '430102000000', serves: ['430102001000'] },
    { code: 'H-2', name: '岳麓区政务服务大厅', region: '430104' },
  ])
})
afterAll(() => under.db.close())

const codes = (report: { readonly problems: readonly { readonly code: string; readonly field: string }[] }) =>
  report.problems.map(({ code, field }) => `${field} ${code}`)

describe('saving', () => {
  test('adds, changes what is given, keeps the rest, and does nothing the second time', async () => {
    const { save, registers } = under
    const draft = { code: 'ORG-2', name: '岳麓区民政局', nameEn: 'Bureau', region: '430104' }
    expect(await save('organisations', [draft])).toMatchObject({ created: 1, changed: 0, unchanged: 0 })
    expect(await save('organisations', [draft])).toMatchObject({ created: 0, changed: 0, unchanged: 1 })
    expect(await save('organisations', [{ code: ' ORG-2 ', nameEn: null }])).toMatchObject({ changed: 1 })
    const stored = (await registers.index(true)).organisationByCode.get('ORG-2')
    expect(stored).toMatchObject({ name: '岳麓区民政局', nameEn: null, kind: 'DEPARTMENT', validFrom: '1900-01-01' })
    expect(stored?.scopeKey).toBe(430104000000 * 16)
  })

  test('all or nothing: one problem in many leaves everything as it was, and all problems are told', async () => {
    const report = await under.save('halls', [
      { code: 'H-9', name: '好', region: '430102' },
      { code: 'H-10', name: ' ', region: '999999' },
      { code: 'H-9', name: '又', region: '430102', serves: ['43'] },
    ])
    expect(codes(report)).toEqual(['name INVALID_INPUT', 'region UNKNOWN_REGION', 'code DUPLICATE_KEY'])
    expect(report.problems.map((it) => it.index)).toEqual([1, 1, 2])
    expect((await under.registers.index(true)).hallByCode.has('H-9')).toBe(false)
  })

  test('a dry run says what it would do and writes nothing', async () => {
    const report = await under.save('halls', [{ code: 'H-8', name: '厅', region: '430102' }], { write: false })
    expect(report).toMatchObject({ created: 1, problems: [] })
    expect((await under.registers.index(true)).hallByCode.has('H-8')).toBe(false)
  })

  test.each([
    ['an empty code', { code: ' ' }, 'code INVALID_INPUT'],
    ['a long code', { code: 'x'.repeat(65) }, 'code INVALID_INPUT'],
    ['NUL', { code: 'a\0b' }, 'code INVALID_INPUT'],
    ['half a surrogate pair', { name: 'a\ud800' }, 'name INVALID_INPUT'],
    ['a line break', { name: 'a\nb' }, 'name INVALID_INPUT'],
    ['a name turned around', { name: 'a\u202eb' }, 'name INVALID_INPUT'],
    ['no name', { name: undefined }, 'name INVALID_INPUT'],
    ['no region', { region: undefined }, 'region INVALID_INPUT'],
    ['a region of letters', { region: 'Changsha' }, 'region UNKNOWN_REGION'],
    ['a day that does not exist', { validFrom: '2026-02-30' }, 'validFrom INVALID_INPUT'],
    ['a far-off day', { validTo: '9999-01-01' }, 'validTo DATE_OUT_OF_RANGE'],
    ['an end before the beginning', { validFrom: '2026-02-01', validTo: '2026-02-01' }, 'validTo INVALID_INPUT'],
  ])('refuses %s', async (_what, change, expected) => {
    const report = await under.save('organisations', [{ code: 'BAD', name: '名', region: '43', ...change }])
    expect(codes(report)).toEqual([expected])
    for (const { code, params } of report.problems) {
      for (const language of ['zh-CN', 'en'] as const)
        expect(messageOf(code, params, language)).not.toMatch(/[{}]|undefined/)
    }
  })

  test('windows and staff belong to a hall: the same code in two halls is two windows', async () => {
    const { save, registers } = under
    const windows = ['H-1', 'H-2'].map((hall) => ({ hall, code: 'W1', name: '一号窗口' }))
    expect(await save('windows', windows)).toMatchObject({ created: 2, problems: [] })
    expect(await save('windows', windows)).toMatchObject({ unchanged: 2 })
    const staff = [{ hall: 'H-1', code: 'S1', name: '示例人员', organisation: 'ORG-1' }]
    expect(await save('staff', staff)).toMatchObject({ created: 1, problems: [] })
    expect(await save('staff', staff)).toMatchObject({ unchanged: 1 })
    const index = await registers.index(true)
    const hall = index.hallByCode.get('H-1')
    expect(index.windowsOf(hall?.id ?? 0)).toHaveLength(1)
    expect(codes(await save('windows', [{ hall: 'H-404', code: 'W1', name: '窗' }]))).toEqual(['hall UNKNOWN_HALL'])
    expect(codes(await save('staff', [{ hall: 'H-1', code: 'S2', name: '人', organisation: 'no' }]))).toEqual([
      'organisation UNKNOWN_ORGANISATION',
    ])
  })

  test('a hall that moves takes its windows and staff along, and serves what it is told', async () => {
    const { save, registers } = under
    await save('halls', [{ code: 'H-3', name: '三', region: '430102', serves: ['430102001000', '430102002000'] }])
    await save('windows', [{ hall: 'H-3', code: 'W', name: '窗' }])
    await save('staff', [{ hall: 'H-3', code: 'S', name: '人' }])
    expect(await save('halls', [{ code: 'H-3', region: '430103', serves: ['430102002000'] }])).toMatchObject({
      changed: 1,
    })
    const { index, tree } = await registers.snapshot(true)
    const hall = index.hallByCode.get('H-3')
    expect(hall).toMatchObject({ scopeKey: 430103000000 * 16, areaCode: 430103, name: '三' })
    expect(index.windowOf(hall?.id ?? 0, 'W')?.scopeKey).toBe(hall?.scopeKey)
    expect(index.regionsServedBy(hall?.id ?? 0).map((id) => tree.byId(id)?.code)).toEqual(['430102002000'])
    const staff = await under.db.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.staff')
        .select('scopeKey')
        .where('hallId', '=', hall?.id ?? 0)
        .execute(),
    )
    expect(staff).toEqual([{ scopeKey: hall?.scopeKey }])
  })

  test('changes of several at once wait for each other', async () => {
    const reports = await Promise.all(
      Array.from({ length: 8 }, () => under.save('channels', [{ code: 'FAX', name: '传真', nameEn: 'Fax' }])),
    )
    expect(reports.reduce((sum, report) => sum + report.created, 0)).toBe(1)
  })
})

describe('a matter (clause 6.1-b)', () => {
  const matter = { code: 'M-1', name: '社会团体成立登记', type: '行政许可', organisation: 'ORG-1' }
  const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })

  test('entered with more promised than the law allows is refused; imported it is stored and flagged', async () => {
    const wrong = { ...matter, promised: days(21), statutory: days(20) }
    expect(codes(await under.save('matters', [wrong]))).toEqual(['promised INVALID_INPUT'])
    expect(await under.save('matters', [wrong], { origin: 'IMPORT' })).toMatchObject({ created: 1, problems: [] })
    const flagged = (await under.registers.index(true)).matterByCode.get('M-1')
    expect(flagged).toMatchObject({
      flags: 'PROMISED_ABOVE_STATUTORY',
      promised: days(21),
      pinyin: 'shehuituantichenglidengji',
    })
    expect(await under.save('matters', [{ code: 'M-1', promised: days(20) }])).toMatchObject({ changed: 1 })
    expect((await under.registers.index(true)).matterByCode.get('M-1')?.flags).toBe('')
  })

  test('limits of two units are not compared, and half days are allowed', async () => {
    const limits = { promised: { amount: 30, unit: 'CALENDAR_DAY' as const }, statutory: days(20) }
    expect(await under.save('matters', [{ ...matter, code: 'M-2', ...limits }])).toMatchObject({ created: 1 })
    expect(await under.save('matters', [{ ...matter, code: 'M-3', promised: days(0.5) }])).toMatchObject({ created: 1 })
    expect((await under.registers.index(true)).matterByCode.get('M-3')).toMatchObject({
      promised: days(0.5),
      statutory: null,
    })
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 100_001, 0.001])('refuses a limit of %d', async (amount) => {
    expect(codes(await under.save('matters', [{ ...matter, promised: days(amount) }]))).toEqual([
      'promised INVALID_INPUT',
    ])
  })
})

describe('the range of who saves', () => {
  test('without core.administer nothing is saved', async () => {
    const actor = await under.principalOf('43', 'core.read')
    await expect(under.save('halls', [], { actor })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('what lies outside answers as if it did not exist', async () => {
    const actor = await under.principalOf('430102', 'core.administer')
    const as = { actor }
    expect(codes(await under.save('halls', [{ code: 'X', name: '厅', region: '430104' }], as))).toEqual([
      'region UNKNOWN_REGION',
    ])
    expect(codes(await under.save('halls', [{ code: 'H-2', name: '改' }], as))).toEqual(['code UNKNOWN_HALL'])
    expect(codes(await under.save('windows', [{ hall: 'H-2', code: 'W1', name: '改' }], as))).toEqual([
      'hall UNKNOWN_HALL',
    ])
    expect(codes(await under.save('organisations', [{ code: 'ORG-2', name: '改' }], as))).toEqual([
      'code UNKNOWN_ORGANISATION',
    ])
    expect(codes(await under.save('regions', [{ code: '430104', name: '改' }], as))).toEqual(['code UNKNOWN_REGION'])
    expect(codes(await under.save('channels', [{ code: 'APP', name: '改' }], as))).toEqual(['code INVALID_INPUT'])
    const matter = { code: 'M-9', name: '事项', type: '许可' }
    expect(codes(await under.save('matters', [matter], as))).toEqual(['organisation INVALID_INPUT'])
    expect(codes(await under.save('matters', [{ ...matter, organisation: 'ORG-2' }], as))).toEqual([
      'organisation UNKNOWN_ORGANISATION',
    ])
    expect(await under.save('matters', [{ ...matter, organisation: 'ORG-1' }], as)).toMatchObject({ created: 1 })
  })

  test('only the mode administration writes registers, and staff are read by range', async () => {
    const { database } = under.db
    for (const mode of ['intake', 'engine'] as const) {
      const write = database.withScope({ mode }, (trx) =>
        trx.insertInto('core.channel').values({ code: mode, name: 'x', nameEn: 'x', online: false }).execute(),
      )
      await expect(write).rejects.toThrow(/row-level security/)
    }
    const tables = [
      'region',
      'region_history',
      'organisation',
      'hall',
      'hall_region',
      '"window"',
      'staff',
      'channel',
      'matter',
    ]
    for (const table of [...tables, 'register_version']) {
      const deleted = await database.withScope({ mode: 'intake' }, (trx) =>
        sql`delete from core.${sql.raw(table)}`.execute(trx),
      )
      expect(deleted.numAffectedRows).toBe(0n)
    }
    const staffSeen = (lo: number, hi: number) =>
      database.withScope({ mode: 'reader', lo, hi }, (trx) => trx.selectFrom('core.staff').select('code').execute())
    expect(await staffSeen(430104000000 * 16, 430105000000 * 16)).toEqual([])
    expect(await staffSeen(430102000000 * 16, 430103000000 * 16)).toEqual([{ code: 'S1' }])
  })
})
