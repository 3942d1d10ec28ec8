import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClockDeclaration } from '../../src/alerts/declaration.ts'
import { engineMessage } from '../../src/alerts/engine-messages.ts'
import { retryFailed } from '../../src/alerts/failures/retry.ts'
import { wakeFailed } from '../../src/alerts/failures/store.ts'
import { watchFailures } from '../../src/alerts/failures/watch-failures.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { encodeCaseId } from '../../src/cases/case-id.ts'
import { caseOf, clear, event, startCases, type CasesKit } from '../cases/cases-kit.ts'
import { testClock } from '../cases/test-clock.ts'
import { at, local } from '../clock/fixtures.ts'

const SECRET = '张三（测试）430105199001010000'
const healthy = testClock('INSTANT')
let isMended = false
const failing: ClockDeclaration = {
  ...healthy,
  code: 'fragile',
  cards: (life) => {
    if (!isMended && life.record.externalId.startsWith('BAD')) throw new TypeError(`nothing of ${SECRET}`)
    return healthy.cards(life)
  },
}

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [healthy, failing] })
  const beyond = { promisedAmount: 9_000, promisedUnit: 'WORKING_DAY' } as const
  await kit.database.withOwner((db) => db.updateTable('core.matter').set(beyond).where('code', '=', 'OPEN').execute())
})
beforeEach(async () => {
  isMended = false
  await clear(kit.database)
  await inEngine((trx) => trx.deleteFrom('core.failedClock').execute())
  await inEngine((trx) => trx.deleteFrom('core.engineAlert').execute())
})
afterAll(() => kit.close())

type Trx = Parameters<typeof watchFailures>[0]
const inEngine = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => kit.database.withScope({ mode: 'engine' }, work)

const pass = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return inEngine((trx) => passThresholds(trx, engine, at(when)))
}
const retry = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return inEngine((trx) => retryFailed(trx, engine, [], at(when)))
}
const alerts = (when: string) =>
  inEngine(async (trx) => {
    await watchFailures(trx, at(when))
    const rows = await trx.selectFrom('core.engineAlert').selectAll().orderBy('code').execute()
    return rows.map(({ code, subject, params, closedAt }) => {
      return { code, subject, params: JSON.parse(params) as Record<string, string | number>, closed: closedAt !== null }
    })
  })
const cards = async (clock: string) => {
  const rows = await inEngine((trx) =>
    trx
      .selectFrom('core.alert as a')
      .innerJoin('core.case as c', 'c.caseId', 'a.caseId')
      .select(['c.externalId', 'a.level', 'a.dueAt'])
      .where('a.clock', '=', clock)
      .orderBy('c.externalId')
      .orderBy('a.dueAt')
      .execute(),
  )
  return rows.map(({ externalId, level, dueAt }) => `${externalId} ${level} ${local(dueAt)}`)
}
const accept = (...ids: readonly string[]) =>
  kit.report(
    ids.map((id) => event(id, 'ACCEPTED', '2018-10-15 10:00')),
    ids.includes('BAD-2') ? '2018-10-15 11:01' : '2018-10-15 11:00',
  )

const YELLOWS = (id: string) => [`${id} WARNING 2018-10-19 10:00:01`, `${id} YELLOW 2018-10-24 10:00:01`]

describe('6.4: a clock that throws', () => {
  test('stops neither intake nor its batch, nor the other clocks of its case', async () => {
    expect((await accept('BAD-1', 'GOOD', 'BAD-2')).map(({ status }) => status)).toEqual(['STORED', 'STORED', 'STORED'])
    expect(await pass('2018-10-24 10:00:01')).toBe(3)
    expect(await pass('2018-10-24 10:00:01')).toBe(0)
    expect(await cards('case')).toEqual([...YELLOWS('BAD-1'), ...YELLOWS('BAD-2'), ...YELLOWS('GOOD')])
    expect(await cards('fragile')).toEqual(YELLOWS('GOOD'))
  })

  test('is told of once, with how many stand and the first case, and with nothing that the error says', async () => {
    await accept('BAD-1')
    await accept('BAD-2', 'GOOD')
    const first = encodeCaseId(await caseOf(kit.database, 'BAD-1'))
    const [alert, ...others] = await alerts('2018-10-15 11:01')
    expect(others).toEqual([])
    expect(alert).toMatchObject({ code: 'RULE_ERROR', subject: 'fragile', params: { n: 2, first }, closed: false })
    expect(alert?.params['message']).toMatch(/^TypeError at failing-clocks\.test\.ts:\d+$/u)
    for (const language of ['zh-CN', 'en'] as const) {
      const said = engineMessage('RULE_ERROR', 'fragile', alert?.params ?? {}, language)
      expect(said).toContain(first)
      expect(said).not.toContain('张三')
    }
  })

  test('is tried again after a minute, then less and less often; mended, it makes up for what it missed', async () => {
    await accept('BAD-1')
    await pass('2018-10-24 10:00:01')
    await alerts('2018-10-24 10:00:01')
    expect(await retry('2018-10-24 10:01')).toBe(0)
    expect(await retry('2018-10-24 10:02:01')).toBe(1)
    expect(await retry('2018-10-24 10:03:01'), 'it waits longer').toBe(0)
    isMended = true
    expect(await retry('2018-10-24 11:10')).toBe(1)
    expect(await cards('fragile')).toEqual(YELLOWS('BAD-1'))
    expect(await alerts('2018-10-24 11:11')).toMatchObject([{ code: 'RULE_ERROR', closed: true }])
    expect(await retry('2018-10-26 10:00')).toBe(0)
  })

  test('is tried again at once after a restart, whatever it has waited for', async () => {
    await accept('BAD-1')
    await retry('2018-10-16 10:00')
    isMended = true
    await inEngine((trx) => wakeFailed(trx, at('2018-10-16 10:00:10'), 0))
    expect(await retry('2018-10-16 10:00:10')).toBe(1)
    expect(await alerts('2018-10-16 10:00:11')).toEqual([])
  })

  test('takes no card from a case that has one: it shows what it showed', async () => {
    isMended = true
    await accept('BAD-1')
    await pass('2018-10-24 10:00:01')
    const before = await caseOf(kit.database, 'BAD-1')
    isMended = false
    await kit.report([event('BAD-1', 'STEP', '2018-10-24 11:00')], '2018-10-24 11:00')
    const { yellowAt, cardLevel } = await caseOf(kit.database, 'BAD-1')
    expect({ yellowAt, cardLevel }).toEqual({ yellowAt: before.yellowAt, cardLevel: 'YELLOW' })
  })

  test('of a file of former cases makes up for what it missed without telling anybody', async () => {
    const old = [event('BAD-1', 'ACCEPTED', '2018-09-03 10:00')]
    await kit.report(old, '2018-10-15 11:00', { historical: true })
    isMended = true
    expect(await retry('2018-10-15 11:02')).toBe(1)
    expect((await cards('fragile')).length).toBeGreaterThan(0)
    expect(await inEngine((trx) => trx.selectFrom('core.outbox').selectAll().execute())).toEqual([])
  })
})

describe('6.4: a case whose deadline lies beyond the last day of its calendar', () => {
  const far = event('FAR', 'SUBMITTED', '2018-10-15 10:00', { matter: 'OPEN' })

  test('is set aside with an alert, stays as it is, and holds up no other', async () => {
    await kit.report([far], '2018-10-15 11:00')
    await accept('NEAR')
    const before = await caseOf(kit.database, 'FAR')
    expect(await pass('2018-10-24 10:00:01'), 'it would be deemed accepted').toBe(2)
    expect(await pass('2018-10-24 10:00:01')).toBe(0)
    expect(await cards('case')).toEqual(YELLOWS('NEAR'))
    expect(await caseOf(kit.database, 'FAR')).toEqual(before)
    expect(await alerts('2018-10-24 10:01')).toMatchObject([
      { code: 'BEYOND_CALENDAR', subject: 'hunan', params: { n: 1, first: encodeCaseId(before) }, closed: false },
    ])
    expect(await retry('2018-10-24 10:02')).toBe(1)
    expect(await retry('2018-10-24 10:02'), 'no more until it has waited').toBe(0)
  })

  test('that is gone by now is no longer waited for', async () => {
    await kit.report([far], '2018-10-15 11:00')
    await pass('2018-10-24 10:00:01')
    expect(await alerts('2018-10-24 10:01')).toMatchObject([{ closed: false }])
    await kit.database.withOwner((db) => db.deleteFrom('core.case').execute())
    await retry('2018-10-24 10:02')
    expect(await alerts('2018-10-24 10:03')).toMatchObject([{ closed: true }])
    expect(await inEngine((trx) => trx.selectFrom('core.failedClock').selectAll().execute())).toEqual([])
  })
})
