import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wholeRange } from '../../src/database/scope.ts'
import type { ApiKit } from './api-kit.ts'
import { principal, startCasesApi } from './api-kit.ts'
import type { CasesKit } from './cases-kit.ts'
import { clear, everything, KAIFU, startCases } from './cases-kit.ts'

const REPORT = `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored duplicates parked rejected
  results { index status caseId error { code message path } } } }`

type Problem = { readonly code: string; readonly message: string; readonly path: readonly string[] }
type Result = {
  readonly index: number
  readonly status: string
  readonly caseId: string | null
  readonly error: Problem | null
}
type Reported = {
  readonly reportCaseEvents: {
    readonly stored: number
    readonly duplicates: number
    readonly parked: number
    readonly rejected: number
    readonly results: readonly Result[]
  }
}

let kit: CasesKit
let api: ApiKit
const reporter = principal(wholeRange, 'core.report')

beforeAll(async () => {
  kit = await startCases()
  api = startCasesApi(kit)
  api.setNow('2026-03-02 12:00')
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const good = (externalId: string, other: object = {}) => ({
  source: 'test',
  externalId,
  eventId: 'e',
  kind: 'ACCEPTED',
  occurredAt: '2026-03-02T10:00:00+08:00',
  hall: 'KF',
  matter: 'P7S10',
  ...other,
})
const report = (input: readonly object[], who = reporter, language: 'en' | 'zh-CN' = 'en') =>
  api.ask<Reported>(who, REPORT, { input }, language)

const HOSTILE: readonly (readonly [name: string, item: object, code: string, field: string])[] = [
  ['an unknown hall', { hall: 'NONE' }, 'UNKNOWN_HALL', 'hall'],
  ['a hall called like a property of all objects', { hall: '__proto__' }, 'UNKNOWN_HALL', 'hall'],
  ['an unknown matter', { matter: 'constructor' }, 'UNKNOWN_MATTER', 'matter'],
  ['an unknown window', { window: 'B1' }, 'UNKNOWN_WINDOW', 'window'],
  ['an unknown organisation', { organisation: "x'; drop table core.case; --" }, 'UNKNOWN_ORGANISATION', 'organisation'],
  ['an unknown channel', { channel: 'TELEPATHY' }, 'UNKNOWN_CHANNEL', 'channel'],
  [
    'an event before there were calendars',
    { occurredAt: '1999-12-31T10:00:00+08:00' },
    'DATE_OUT_OF_RANGE',
    'occurredAt',
  ],
  ['an event in the future', { occurredAt: '2026-03-02T12:11:00+08:00' }, 'DATE_OUT_OF_RANGE', 'occurredAt'],
  ['an instant without offset', { occurredAt: '2026-03-02T10:00:00' }, 'INVALID_INPUT', 'occurredAt'],
  ['a day that does not exist', { occurredAt: '2026-02-30T10:00:00Z' }, 'INVALID_INPUT', 'occurredAt'],
  ['a number for an instant', { occurredAt: 1_772_416_800 }, 'INVALID_INPUT', 'occurredAt'],
  ['a due instant that is no instant', { dueAt: 'tomorrow\0' }, 'INVALID_INPUT', 'dueAt'],
  ['an instant of a megabyte', { kind: 'SUSPENDED', until: '1'.repeat(1_000_000) }, 'INVALID_INPUT', 'until'],
  ['a due instant far off', { dueAt: '2099-01-01T00:00:00Z' }, 'DATE_OUT_OF_RANGE', 'dueAt'],
  ['a limit beyond the calendar', { promised: { amount: 3_600, unit: 'WORKING_DAY' } }, 'DATE_OUT_OF_RANGE', ''],
  ['a negative limit', { promised: { amount: -1, unit: 'WORKING_DAY' } }, 'INVALID_INPUT', 'promised'],
  ['an endless limit', { statutory: { amount: 1e300, unit: 'HOUR' } }, 'INVALID_INPUT', 'statutory'],
  [
    'a promise and a due instant',
    { promised: { amount: 1, unit: 'HOUR' }, dueAt: '2026-03-03T10:00:00Z' },
    'INVALID_INPUT',
    'dueAt',
  ],
  [
    'a limit that is no acceptance',
    { kind: 'STEP', promised: { amount: 1, unit: 'HOUR' } },
    'INVALID_INPUT',
    'promised',
  ],
  ['approved days that are no suspension', { approvedDays: 3 }, 'INVALID_INPUT', 'approvedDays'],
  [
    'a suspension that ends before it begins',
    { kind: 'SUSPENDED', until: '2026-03-01T10:00:00+08:00' },
    'INVALID_INPUT',
    'until',
  ],
  ['no approved days', { kind: 'SUSPENDED', approvedDays: 0 }, 'INVALID_INPUT', 'approvedDays'],
  ['a ground that is no suspension', { ground: 'HEARING' }, 'INVALID_INPUT', 'ground'],
  ['a suspension by a law that is not cited', { kind: 'SUSPENDED', ground: 'OTHER_BY_LAW' }, 'INVALID_INPUT', 'law'],
  ['an extension of unknown length', { kind: 'EXTENDED', reason: '案情复杂' }, 'INVALID_INPUT', 'extensionDays'],
  ['an extension of no days', { kind: 'EXTENDED', extensionDays: 0 }, 'INVALID_INPUT', 'extensionDays'],
  ['an extension of days without number', { kind: 'EXTENDED', extensionDays: 1e9 }, 'INVALID_INPUT', 'extensionDays'],
  ['an approver of a closing', { kind: 'CLOSED', approver: '局长' }, 'INVALID_INPUT', 'approver'],
  ['a resumption of nothing', { kind: 'RESUMED', resumes: ' ' }, 'INVALID_INPUT', 'resumes'],
  [
    'a supplement due before the acceptance',
    { supplementDueAt: '2026-03-01T10:00:00+08:00' },
    'INVALID_INPUT',
    'supplementDueAt',
  ],
  ['a supplement due on no day', { supplementDueAt: '2026-02-30T10:00:00Z' }, 'INVALID_INPUT', 'supplementDueAt'],
  ['a supplement due far off', { supplementDueAt: '2099-01-01T00:00:00Z' }, 'DATE_OUT_OF_RANGE', 'supplementDueAt'],
  ['a case that is a part of itself', { parent: 'BAD', externalId: 'BAD' }, 'INVALID_INPUT', 'parent'],
  ['a licence that follows a step', { kind: 'STEP', licenceFollows: true }, 'INVALID_INPUT', 'licenceFollows'],
  ['an empty number', { externalId: ' ' }, 'INVALID_INPUT', 'externalId'],
  ['a number of 129 characters', { externalId: 'x'.repeat(129) }, 'INVALID_INPUT', 'externalId'],
  ['an event id of a megabyte', { eventId: '长'.repeat(350_000) }, 'INVALID_INPUT', 'eventId'],
  ['a source with a line break', { source: 'a\nb' }, 'INVALID_INPUT', 'source'],
  ['NUL', { note: 'a\0b' }, 'INVALID_INPUT', 'note'],
  ['a lone surrogate', { reason: 'a\ud800' }, 'INVALID_INPUT', 'reason'],
]

describe('bad input', () => {
  test.each(HOSTILE)(
    '%s: a code and a place for that item, and its neighbours are stored',
    async (_name, item, code, field) => {
      const { data, codes } = await report([good('BEFORE'), good('BAD', item), good('AFTER')])
      expect(codes).toEqual([])
      const { results = [], ...counts } = data?.reportCaseEvents ?? {}
      expect(counts).toEqual({ stored: 2, duplicates: 0, parked: 0, rejected: 1 })
      expect(results.map(({ index, status }) => [index, status])).toEqual([
        [0, 'STORED'],
        [1, 'REJECTED'],
        [2, 'STORED'],
      ])
      expect(results[1]?.error?.code).toBe(code)
      expect(results[1]?.error?.path.slice(0, 3)).toEqual(field === '' ? ['input', '1'] : ['input', '1', field])
      expect(results[1]?.error?.message.length).toBeLessThan(500)
      expect((await everything(kit.database)).cases).toHaveLength(2)
    },
  )

  test('all of it at once, among good ones', async () => {
    const bad = HOSTILE.map(([, item], index) => good(`B${index}`, item))
    const { data } = await report(bad.flatMap((item, index) => [item, good(`G${index}`)]))
    const { results = [], stored, rejected } = data?.reportCaseEvents ?? {}
    expect([stored, rejected]).toEqual([HOSTILE.length, HOSTILE.length])
    expect(results.filter(({ status }) => status === 'REJECTED').map(({ error }) => error?.code)).toEqual(
      HOSTILE.map(([, , code]) => code),
    )
  })

  test('is told in the language of the reader', async () => {
    const message = async (language: 'en' | 'zh-CN') =>
      (await report([good('A', { hall: 'NONE' })], reporter, language)).data?.reportCaseEvents.results[0]?.error
        ?.message
    expect(await message('zh-CN')).toContain('没有代码为“NONE”的政务服务大厅')
    expect(await message('en')).toContain('There is no hall with the code "NONE"')
  })

  test.each([
    ['an unknown kind', { kind: 'OPENED' }],
    ['an unknown field', { colour: 'red' }],
    ['a limit that is no number', { promised: { amount: 'seven', unit: 'HOUR' } }],
    ['nothing where something must be', { eventId: null }],
  ])('%s does not pass the schema, and nothing of the call is stored', async (_name, item) => {
    const { codes } = await report([good('A'), good('B', item)])
    expect(codes).toHaveLength(1)
    expect((await everything(kit.database)).cases).toEqual([])
  })

  test('1,000 events are taken at once, 1,001 are not', async () => {
    const of = (count: number) => Array.from({ length: count }, (_, n) => good(`M${n}`))
    expect((await report(of(1_001))).codes).toEqual(['TOO_MANY_ITEMS'])
    expect((await everything(kit.database)).cases).toEqual([])
    expect((await report(of(1_000))).data?.reportCaseEvents.stored).toBe(1_000)
    expect((await report(of(1_000))).data?.reportCaseEvents.duplicates).toBe(1_000)
    expect((await report([])).data?.reportCaseEvents.results).toEqual([])
  })
})

describe('who may report', () => {
  test('nobody without the permission', async () => {
    expect((await api.ask(null, REPORT, { input: [good('A')] })).codes).toEqual(['UNAUTHENTICATED'])
    expect((await report([good('A')], principal(wholeRange, 'core.read'))).codes).toEqual(['FORBIDDEN'])
  })

  test('for halls of the own range only', async () => {
    const { data } = await report(
      [good('A'), good('B', { hall: 'JS' }), good('C', { hall: null })],
      principal(KAIFU, 'core.report'),
    )
    expect(data?.reportCaseEvents.results.map(({ status, error }) => error?.code ?? status)).toEqual([
      'STORED',
      'UNKNOWN_HALL',
      'PARKED',
    ])
  })
})
