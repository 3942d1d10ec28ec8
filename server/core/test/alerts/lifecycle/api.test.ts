import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passThresholds } from '../../../src/alerts/watch.ts'
import type { CardMode } from '../../../src/clock/card-rule.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import { wholeRange } from '../../../src/database/scope.ts'
import type { ApiKit } from '../../cases/api-kit.ts'
import { principal, startCasesApi } from '../../cases/api-kit.ts'
import type { CasesKit } from '../../cases/cases-kit.ts'
import { caseOf, clear, event, JISHOU, startCases } from '../../cases/cases-kit.ts'
import { testClock, testMeasures } from '../../cases/test-clock.ts'
import { at } from '../../clock/fixtures.ts'

let mode: CardMode = 'AUTOMATIC'
const clock = testClock('INSTANT')
/** The clock of the tests, whose cards wait to be confirmed when `mode` says so. */
const clockInMode = {
  ...clock,
  cards: (life: Parameters<typeof clock.cards>[0]) =>
    clock.cards(life).map((card) => ({ ...card, rule: { ...card.rule, mode } })),
}

let kit: CasesKit
let api: ApiKit
beforeAll(async () => {
  const yellow = {
    code: 'cards-yellow',
    title: { 'zh-CN': '测试', en: 'Test' },
    subject: 'case',
    count: ({ yellowAt }: { readonly yellowAt: Date | null }) =>
      yellowAt === null ? [] : [{ day: '2018-10-24', n: 1 }],
  } as const
  kit = await startCases({ clocks: [clockInMode], measures: [...testMeasures, yellow] })
  api = startCasesApi(kit)
})
beforeEach(() => {
  mode = 'AUTOMATIC'
  return clear(kit.database)
})
afterAll(() => kit.close())

const as = (id: string, ...permissions: readonly string[]): Principal => ({
  ...principal(wholeRange, 'core.read', ...permissions),
  id,
  name: id,
})
const unit = as('unit', 'core.handle')
const authority = as('authority', 'core.handle', 'core.decide', 'core.urge')

type Outcome = {
  readonly id: string
  readonly problem: { readonly code: string; readonly message: string } | null
  readonly alert: { readonly state: string; readonly steps: readonly { readonly kind: string }[] } | null
}
const RESULTS = `results { id problem { code message } alert { state level round feedback feedbackBy feedbackOverdue
  urged escalation escalatesAt feedbackDueAt acknowledgedBy closedAt revokedAt steps { kind from to actor text } } }`

const take = async (who: Principal, name: string, input: object) => {
  const type = name.replace(/^./u, (letter) => letter.toUpperCase())
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    ... on ${type}Payload { ${RESULTS} } ... on InputError { code path } } }`
  const { data, codes } = await api.ask<Record<string, { results?: readonly Outcome[]; code?: string }>>(who, source, {
    input,
  })
  const answer = data?.[name]
  return { codes: [...codes, ...(answer?.code === undefined ? [] : [answer.code])], results: answer?.results ?? [] }
}
/** What became of one card: its state, or the code of the problem. */
const one = async (who: Principal, name: string, input: object) => {
  const { codes, results } = await take(who, name, input)
  return codes[0] ?? results[0]?.problem?.code ?? results[0]?.alert?.state
}
const pass = async (when: string) => {
  api.setNow(when)
  const engine = await kit.openEngine()
  await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at(when)))
}
const raise = async (when: string, ...numbers: readonly string[]) => {
  await kit.report(
    numbers.map((number) => event(number, 'ACCEPTED', '2018-10-15 10:00')),
    '2018-10-15 11:00',
  )
  await pass(when)
}
const alerts = (level?: 'WARNING' | 'YELLOW' | 'RED') =>
  kit.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx.selectFrom('core.alert').selectAll().orderBy('round').orderBy('dueAt').execute()
    return rows.filter((row) => level === undefined || row.level === level)
  })
const yellow = async () => (await alerts('YELLOW')).at(-1)?.alertId ?? ''
const yellowCards = async () =>
  kit.database.withScope({ mode: 'engine' }, async (trx) => {
    const { n } = await trx
      .selectFrom('core.measureDelta')
      .select(({ fn }) => fn.sum<number>('n').as('n'))
      .where('measure', '=', 'cards-yellow')
      .executeTakeFirstOrThrow()
    return Number(n)
  })
const told = () =>
  kit.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx.selectFrom('core.outbox').select(['kind', 'level']).orderBy('id').execute()
    return rows.map(({ kind, level }) => `${kind.split('.').at(-1)} ${level}`)
  })

describe('6.4-b: what a unit does with a card', () => {
  test('feedback takes it on; it closes with the case, and not before', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await one(unit, 'feedBackOnAlert', { ids, text: '系统故障，已补办' })).toBe('ACKNOWLEDGED')
    api.setNow('2018-10-25 09:00')
    expect(await one(unit, 'feedBackOnAlert', { ids, text: '补充说明' })).toBe('ACKNOWLEDGED')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    const { results } = await take(unit, 'acknowledgeAlert', { ids })
    expect(results).toMatchObject([{ problem: { code: 'CONFLICT' } }])
    const [card] = await alerts('YELLOW')
    expect(card).toMatchObject({
      state: 'CLOSED',
      feedback: '补充说明',
      feedbackAt: at('2018-10-24 10:00:01'),
      closedAt: at('2018-10-25 10:00'),
    })
    expect((await alerts('WARNING')).map(({ state }) => state)).toEqual(['CLOSED'])
    expect((await told()).slice(2).toSorted()).toEqual(['closed WARNING', 'closed YELLOW', 'closed null'])
  })

  test('a yellow card outlives its case until there is feedback', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    const ids = [await yellow()]
    expect(await one(unit, 'acknowledgeAlert', { ids })).toBe('ACKNOWLEDGED')
    api.setNow('2018-11-02 10:00')
    const late = await take(as('reader'), 'feedBackOnAlert', { ids, text: '说明' })
    expect(late.codes).toEqual(['FORBIDDEN'])
    const LIST = `{ alertList(within: "43", filter: { feedbackOverdue: true, clock: "case", escalation: [UNIT] }) {
      total nodes { feedbackOverdue } } }`
    expect((await api.ask(unit, LIST)).data).toEqual({
      alertList: { total: 1, nodes: [{ feedbackOverdue: true }] },
    })
    const { results } = await take(unit, 'feedBackOnAlert', { ids, text: '已整改' })
    expect(results[0]?.alert).toMatchObject({
      state: 'CLOSED',
      feedbackBy: 'unit',
      steps: [
        { kind: 'RAISED', from: null, to: 'ISSUED', actor: 'engine', text: null },
        { kind: 'ACKNOWLEDGED', from: 'ISSUED', to: 'ACKNOWLEDGED', actor: 'unit', text: null },
        { kind: 'FED_BACK', from: 'ACKNOWLEDGED', to: 'ACKNOWLEDGED', actor: 'unit', text: '已整改' },
        { kind: 'CLOSED', from: 'ACKNOWLEDGED', to: 'CLOSED', actor: 'engine', text: null },
      ],
    })
    expect((await api.ask(unit, LIST)).data).toMatchObject({ alertList: { total: 0 } })
  })

  test('many at once are answered one by one; a foreign card is one that does not exist', async () => {
    await kit.report([event('J', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS' })], '2018-10-15 11:00')
    await raise('2018-10-24 10:00:01', 'A', 'B')
    const all = await alerts('YELLOW')
    const jishou = all.find(({ hallId }) => hallId === 3)?.alertId ?? ''
    const [a, b] = all.filter(({ hallId }) => hallId !== 3).map(({ alertId }) => alertId)
    const nobody = '00000000-0000-7000-8000-00000000dead'
    const local: Principal = { ...principal(JISHOU, 'core.read', 'core.handle'), id: 'j', name: 'j' }
    const { codes, results } = await take(local, 'appealAlert', {
      ids: [jishou, a, nobody, 'x', jishou],
      reason: '材料当日才补齐',
    })
    expect(codes).toEqual([])
    expect(results.map(({ id, problem, alert }) => [id, problem?.code ?? alert?.state])).toEqual([
      [jishou, 'APPEALED'],
      [a, 'NOT_FOUND'],
      [nobody, 'NOT_FOUND'],
      ['x', 'NOT_FOUND'],
    ])
    const said = (id: string | undefined) =>
      results.find((each) => each.id === id)?.problem?.message.replace(id ?? '', '')
    expect(said(a)).toBe(said(nobody))
    expect((await alerts('YELLOW')).filter(({ state }) => state === 'APPEALED')).toHaveLength(1)
    expect(await one(unit, 'acknowledgeAlert', { ids: [] })).toBe('INVALID_INPUT')
    expect(await one(unit, 'acknowledgeAlert', { id: b, ids: [b] })).toBe('INVALID_INPUT')
    const many = Array.from({ length: 101 }, () => b)
    expect(await one(unit, 'acknowledgeAlert', { ids: many })).toBe('TOO_MANY_ITEMS')
    expect(await one(unit, 'appealAlert', { ids: [b], reason: '  ' })).toBe('INVALID_INPUT')
  })
})

describe('6.4-b: appeals', () => {
  test('are decided by somebody else than who made them, who has core.decide', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await one(authority, 'appealAlert', { ids, reason: '材料当日才补齐' })).toBe('APPEALED')
    const upheld = { ids, outcome: 'UPHELD', reason: '不成立' }
    expect(await one(unit, 'decideAppeal', upheld)).toBe('FORBIDDEN')
    expect(await one(authority, 'decideAppeal', upheld)).toBe('FORBIDDEN')
    const other = as('other', 'core.decide')
    expect(await one(other, 'decideAppeal', upheld)).toBe('UPHELD')
    expect(await one(unit, 'appealAlert', { ids, reason: '再申诉' })).toBe('CONFLICT')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW' })
  })

  test('a revoked card counts for nobody; the next round comes at a later instant, once', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW', yellowAt: at('2018-10-24 10:00:01') })
    expect(await yellowCards()).toBe(1)
    await one(unit, 'appealAlert', { ids, reason: '特别程序未计入' })
    expect(await one(authority, 'decideAppeal', { ids, outcome: 'REVOKED', reason: '属实' })).toBe('REVOKED')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'WARNING', yellowAt: null })
    expect(await yellowCards()).toBe(0)
    await pass('2018-10-25 10:00')
    expect(await alerts('YELLOW'), 'not raised again for the same instant').toHaveLength(1)
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 3, ground: 'HEARING' })],
      '2018-10-25 11:00',
    )
    await pass('2018-10-29 10:00:01')
    await pass('2018-10-29 10:00:02')
    expect((await alerts('YELLOW')).map(({ round, state, dueAt }) => [round, state, dueAt])).toEqual([
      [1, 'REVOKED', at('2018-10-24 10:00:01')],
      [2, 'ISSUED', at('2018-10-29 10:00:01')],
    ])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW', yellowAt: at('2018-10-29 10:00:01') })
    expect(await yellowCards()).toBe(1)
    expect((await told()).filter((line) => line.startsWith('revoked'))).toEqual(['revoked YELLOW'])
  })

  test('a card revoked after the clock had moved is followed by the next round at once', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    await one(unit, 'appealAlert', { ids, reason: '特别程序未计入' })
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 1, ground: 'HEARING' })],
      '2018-10-24 11:00',
    )
    await pass('2018-10-26 10:00')
    expect(await alerts('YELLOW')).toHaveLength(1)
    await one(authority, 'decideAppeal', { ids, outcome: 'REVOKED', reason: '属实' })
    expect((await alerts('YELLOW')).map(({ round, dueAt }) => [round, dueAt])).toEqual([
      [1, at('2018-10-24 10:00:01')],
      [2, at('2018-10-25 10:00:01')],
    ])
  })
})

describe('6.4-b: cards that a person confirms', () => {
  beforeEach(async () => {
    mode = 'HUMAN'
    await raise('2018-10-24 10:00:01', 'A')
  })

  test('count for nobody and are acknowledged by nobody until then; their limits begin then', async () => {
    const ids = [await yellow()]
    expect(await told()).toEqual(['proposed WARNING', 'proposed YELLOW'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: null, yellowAt: null })
    expect(await yellowCards()).toBe(0)
    expect(await one(unit, 'acknowledgeAlert', { ids })).toBe('CONFLICT')
    expect(await one(unit, 'confirmAlert', { ids })).toBe('FORBIDDEN')
    expect((await alerts('YELLOW'))[0]).toMatchObject({ state: 'TO_CONFIRM', escalatesAt: null, feedbackDueAt: null })
    api.setNow('2018-10-26 10:00')
    expect(await one(authority, 'confirmAlert', { ids })).toBe('ISSUED')
    expect(await one(authority, 'confirmAlert', { ids }), 'the same again changes nothing').toBe('ISSUED')
    expect((await alerts('YELLOW'))[0]).toMatchObject({
      raisedAt: at('2018-10-26 10:00'),
      dueAt: at('2018-10-24 10:00:01'),
      escalatesAt: at('2018-10-29 10:00'),
      feedbackDueAt: at('2018-10-31 10:00'),
    })
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW' })
    expect(await yellowCards()).toBe(1)
    expect((await told()).at(-1)).toBe('issued YELLOW')
  })

  test('are revoked when refused; a warning that nobody confirmed lapses with its case', async () => {
    const ids = [await yellow()]
    expect(await one(authority, 'refuseAlert', { ids, reason: '日历有误' })).toBe('REVOKED')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    expect((await alerts()).map(({ level, state }) => `${level} ${state}`)).toEqual([
      'WARNING REVOKED',
      'YELLOW REVOKED',
    ])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: null })
  })
})

test('6.4-b: urging is counted, told and left in the trail, by who supervises', async () => {
  await raise('2018-10-24 10:00:01', 'A')
  const ids = [await yellow()]
  expect(await one(unit, 'urgeAlert', { ids })).toBe('FORBIDDEN')
  await take(authority, 'urgeAlert', { ids })
  const { results } = await take(authority, 'urgeAlert', { ids, text: '今日办结' })
  expect(results[0]?.alert).toMatchObject({
    state: 'ISSUED',
    urged: 2,
    steps: [{ kind: 'RAISED' }, { kind: 'URGED', text: null }, { kind: 'URGED', text: '今日办结' }],
  })
  expect((await told()).filter((line) => line.startsWith('urged'))).toHaveLength(2)
})

test('the trail of a card cannot be changed, save whose organisation it is', async () => {
  await raise('2018-10-24 10:00:01', 'A')
  const changing = kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.updateTable('core.alertStep').set({ actor: 'nobody' }).execute(),
  )
  await expect(changing).rejects.toThrow(/permission denied/u)
  const removing = kit.database.withScope({ mode: 'engine' }, (trx) => trx.deleteFrom('core.alertStep').execute())
  await expect(removing).rejects.toThrow(/permission denied/u)
})
