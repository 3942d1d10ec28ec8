import { Buffer } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importRegister, registerTemplate, type RegisterImportOptions } from '../../src/imports/registers.ts'
import { REGISTER_KINDS, type RegisterKind } from '../../src/registers/index.ts'
import { openRegisters, type RegistersUnderTest } from './registers-host.ts'

let under: RegistersUnderTest

beforeAll(async () => {
  under = await openRegisters()
})
afterAll(() => under.db.close())

async function* streamOf(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

const importing = (
  kind: RegisterKind,
  csv: AsyncIterable<Uint8Array> | string,
  options: Partial<RegisterImportOptions> = {},
) =>
  importRegister(
    { registers: under.registers, administer: (work) => under.db.database.withScope({ mode: 'administration' }, work) },
    kind,
    typeof csv === 'string' ? streamOf(csv) : csv,
    { today: '2026-03-02', language: 'en', ...options },
  )

const places = (report: Awaited<ReturnType<typeof importing>>) =>
  report.errors.map(({ row, column, code }) => `${row} ${column} ${code}`)

/** 政务 in GB18030. */
const gb = Buffer.from([0xd5, 0xfe, 0xce, 0xf1])

describe('importing a register', () => {
  test('each template is a header that the import takes, and an empty file changes nothing', async () => {
    for (const kind of REGISTER_KINDS) {
      expect(await importing(kind, registerTemplate(kind))).toEqual({
        rows: 0,
        created: 0,
        changed: 0,
        unchanged: 0,
        errors: [],
      })
    }
  })

  test('the list of regions that was loaded at the start is known already', async () => {
    const file = createReadStream(new URL('../../data/regions.csv', import.meta.url))
    expect(await importing('regions', file)).toMatchObject({ rows: 31_691, unchanged: 31_691, errors: [] })
  })

  test('loads all registers one after the other, and the second time changes nothing', async () => {
    const files = [
      ['regions', 'code,name\r\n430102001901,示例社区\r\n'],
      ['organisations', 'code,name,region\nO1,示例民政局,430102\n'],
      ['halls', 'code,name,region,serves\nH1,示例大厅,430102,430102001000;430102002000\nH2,示例乡厅,430102001000,\n'],
      ['windows', '大厅代码,代码,名称,类别\nH1,1,一号,综合窗口\nH1,2,二号,ISSUING\n'],
      ['staff', 'hall,code,name,organisation\nH1,001,示例人员,O1\n'],
      [
        'matters',
        'code,name,type,kind,organisation,promised_amount,promised_unit\nM1,"示例,事项",许可,承诺件,O1,0.5,工作日\n',
      ],
      ['channels', 'code,name,name_en,online\nWEB,网络,Web,是\n'],
    ] as const
    for (const [kind, csv] of files) {
      const rows = csv.trim().split('\n').length - 1
      expect(await importing(kind, csv)).toEqual({ rows, created: rows, changed: 0, unchanged: 0, errors: [] })
    }
    for (const [kind, csv] of files)
      expect(await importing(kind, csv)).toMatchObject({ created: 0, changed: 0, errors: [] })
    const index = await under.registers.index(true)
    expect(index.matterByCode.get('M1')).toMatchObject({
      name: '示例,事项',
      promised: { amount: 0.5, unit: 'WORKING_DAY' },
    })
    expect(index.regionsServedBy(index.hallByCode.get('H1')?.id ?? 0)).toHaveLength(2)
  })

  test('a dry run counts and writes nothing', async () => {
    const csv = 'code,name,region\nDRY,试,43\n'
    expect(await importing('halls', csv, { dryRun: true })).toMatchObject({ rows: 1, created: 1, errors: [] })
    expect((await under.registers.index(true)).hallByCode.has('DRY')).toBe(false)
  })

  test('every fault of a file is told by row and column, and nothing is loaded', async () => {
    const csv = [
      '代码,name,region,kind,valid_from',
      'GOOD,好,430102,部门,2020/1/5',
      ',无代码,430102,,',
      'B2,,999999,,',
      '',
      'B3,名,430102,WRONG,2020-13-01',
      'B4,名,430102,,,,',
      'GOOD,又,430102,,',
    ].join('\n')
    const report = await importing('organisations', csv)
    expect(places(report)).toEqual([
      '3 代码 INVALID_INPUT',
      '4 name INVALID_INPUT',
      '4 region UNKNOWN_REGION',
      '6 kind INVALID_INPUT',
      '7 null INVALID_INPUT',
      '8 代码 DUPLICATE_KEY',
    ])
    expect(report).toMatchObject({ rows: 6, created: 0, changed: 0, unchanged: 0 })
    expect(report.errors[3]?.message).toBe(
      'The input is not valid: Write one of DEPARTMENT, AUTHORITY, HALL_MANAGER, OTHER.',
    )
    expect((await under.registers.index(true)).organisationByCode.has('GOOD')).toBe(false)
  })

  test('tells faults in Chinese to who reads Chinese', async () => {
    const { errors } = await importing('matters', 'code,name,type,promised_amount\nX,事项,许可,五\n', {
      language: 'zh-CN',
    })
    expect(errors).toMatchObject([{ row: 2, column: 'promised_amount', message: '输入有误：应为数字，如 5 或 0.5。' }])
  })

  test('half a limit is a fault of the other half', async () => {
    const report = await importing(
      'matters',
      'code,name,type,promised_amount,promised_unit\nX,事,许可,5,\nY,事,许可,,HOUR\n',
    )
    expect(places(report)).toEqual(['2 promised_unit INVALID_INPUT', '3 promised_amount INVALID_INPUT'])
  })

  test('unknown, double and missing columns are faults of the header', async () => {
    const report = await importing('halls', 'name,colour,name\nx,y,z\n')
    expect(places(report)).toEqual(['1 colour INVALID_INPUT', '1 name INVALID_INPUT', '1 code INVALID_INPUT'])
  })

  test.each([
    ['nothing', ''],
    ['a quote without partner', 'code,name\nA,"b\nC,d\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xff, 0xff, 0x00, 0x80])],
  ])('a file of %s is refused', async (_what, content) => {
    const report = await importing('halls', streamOf(content))
    expect(report.errors).toHaveLength(1)
    expect(report.errors[0]).toMatchObject({ column: null, code: 'INVALID_INPUT' })
  })

  test('NUL and control characters are faults of their cell', async () => {
    expect(places(await importing('halls', 'code,name,region\nA\u0000,x,43\nB,a\u0007b,43\n'))).toEqual([
      '2 code INVALID_INPUT',
      '3 name INVALID_INPUT',
    ])
  })

  test('reads UTF-8 with and without its mark, UTF-16 and GB18030, also cut inside a character', async () => {
    const name = async (code: string, ...parts: readonly (string | Uint8Array)[]) => {
      expect(await importing('halls', streamOf(...parts))).toMatchObject({ created: 1, errors: [] })
      return (await under.registers.index(true)).hallByCode.get(code)?.name
    }
    expect(await name('E1', '\ufeffcode,name,region\nE1,政务,43\n')).toBe('政务')
    const utf8 = Buffer.from('code,name,region\nE2,政务,43\n')
    expect(await name('E2', utf8.subarray(0, 21), utf8.subarray(21))).toBe('政务')
    expect(await name('E3', 'code,name,region\nE3,', gb.subarray(0, 1), gb.subarray(1), ',43\n')).toBe('政务')
    expect(await name('E4', Buffer.from('\ufeffcode,name,region\nE4,政务,43\n', 'utf16le'))).toBe('政务')
  })

  test('what a file leaves out stays, and an empty cell takes away', async () => {
    await importing('organisations', 'code,name,name_en,region\nKEEP,名,Name,43\n')
    expect(await importing('organisations', 'code,name\nKEEP,新名\n')).toMatchObject({ changed: 1 })
    expect((await under.registers.index(true)).organisationByCode.get('KEEP')).toMatchObject({
      name: '新名',
      nameEn: 'Name',
    })
    expect(await importing('organisations', 'code,name_en\nKEEP,\n')).toMatchObject({ changed: 1 })
    expect((await under.registers.index(true)).organisationByCode.get('KEEP')).toMatchObject({ nameEn: null })
  })

  test('a county may import what is its own and nothing else', async () => {
    const actor = await under.principalOf('430102', 'core.administer')
    const report = await importing('halls', 'code,name,region\nC1,厅,430102\nC2,厅,430103\n', { actor })
    expect(places(report)).toEqual(['3 region UNKNOWN_REGION'])
  })
})

test('60,000 matters and 32,000 halls are imported, and read into memory, in seconds', async () => {
  const { tree } = await under.registers.snapshot()
  const halls = tree.all.map((region, at) => `BIG-${at},示例大厅${at},${region.code}`)
  const matters = Array.from({ length: 60_000 }, (_, at) => `BIG-${at},示例事项办理登记${at},行政许可,5,WORKING_DAY`)
  const startedAt = performance.now()
  const steps: number[] = []
  const onProgress = (done: number) => void steps.push(done)
  const hallReport = await importing('halls', `code,name,region\n${halls.join('\n')}\n`, { onProgress })
  expect(hallReport).toMatchObject({ created: halls.length, errors: [] })
  const csv = `code,name,type,promised_amount,promised_unit\n${matters.join('\n')}\n`
  expect(await importing('matters', csv, { onProgress })).toMatchObject({ created: 60_000, errors: [] })
  expect(performance.now() - startedAt).toBeLessThan(30_000)
  expect(steps).toContain(60_000)
  const readAt = performance.now()
  const index = await under.registers.index(true)
  expect(index.matterByCode.get('BIG-59999')?.promised).toEqual({ amount: 5, unit: 'WORKING_DAY' })
  expect(performance.now() - readAt).toBeLessThan(10_000)
})
