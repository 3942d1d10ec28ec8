import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passThresholds } from '../../src/alerts/watch.ts'
import type { ClockDeclaration } from '../../src/alerts/declaration.ts'
import { contentHash } from '../../src/cases/reported-event.ts'
import { cardThresholds, defaultRulesOf } from '../../src/clock/index.ts'
import { at, days, local } from '../clock/fixtures.ts'
import type { CasesKit } from './cases-kit.ts'
import { caseOf, clear, event, startCases } from './cases-kit.ts'
import { testClock } from './test-clock.ts'

/** A clock from the closing of a case to its delivery, as a plugin would declare it. */
const afterClosing: ClockDeclaration = {
  code: 'delivery',
  clause: '6.4-b',
  title: { 'zh-CN': '送达时钟（测试）', en: 'Clock of delivery (test)' },
  event: 'planted.card.issued',
  cards: ({ record: { state, endedAt: start }, events, calendar }) => {
    if (state !== 'CLOSED' || start === null) return []
    const closedAt = events.find(({ kind }) => kind === 'DELIVERED')?.occurredAt ?? null
    return cardThresholds(calendar, { start, closedAt, suspensions: [], limits: {} }, defaultRulesOf('delivery'))
  },
  endOf: ({ record, events }) =>
    record.state === 'CLOSED' ? (events.find(({ kind }) => kind === 'DELIVERED')?.occurredAt ?? null) : record.endedAt,
}

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT'), afterClosing] })
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const pass = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at(when)))
}

const cards = async () => {
  const rows = await kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.alert').selectAll().orderBy('dueAt').execute(),
  )
  return rows.map(
    ({ clock, level, dueAt, state, endedAt }) =>
      `${clock} ${level} ${local(dueAt)} ${state}${endedAt === null ? '' : ` ended ${local(endedAt)}`}`,
  )
}

const thresholds = () =>
  kit.database.withScope({ mode: 'engine' }, (trx) => trx.selectFrom('core.threshold').selectAll().execute())

describe('6.4-b: deemed acceptance', () => {
  const RECEIVED = event('A', 'SUBMITTED', '2026-09-14 10:00')

  test('a case derives itself at the second, with the limits that its matter had when it was handed in', async () => {
    await kit.report([RECEIVED], '2026-09-14 10:05')
    expect(await pass('2026-09-20 10:00:00')).toBe(0)
    expect(await caseOf(kit.database, 'A')).toMatchObject({ state: 'SUBMITTED', acceptedAt: null })
    expect(await pass('2026-09-20 10:00:01')).toBe(1)
    expect(await caseOf(kit.database, 'A')).toMatchObject({
      state: 'ACCEPTED',
      acceptedAt: at('2026-09-14 10:00'),
      deemedAt: at('2026-09-20 10:00:01'),
      promisedAmount: 7,
      statutoryAmount: 10,
      flags: 'DEEMED_ACCEPTED',
    })
    expect(await pass('2026-09-20 10:00:01')).toBe(0)
  })

  test('then its clock runs: the warning comes as if it had been accepted on receipt', async () => {
    await kit.report([RECEIVED], '2026-09-14 10:05')
    await pass('2026-09-20 10:00:01')
    expect(await cards()).toEqual(['case WARNING 2026-09-18 10:00:01 ISSUED'])
  })

  test('what the hall reports in time, though late, undoes it', async () => {
    await kit.report([RECEIVED], '2026-09-14 10:05')
    await pass('2026-09-20 10:00:01')
    await kit.report([event('A', 'ACCEPTED', '2026-09-15 10:00')], '2026-09-20 11:00')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ acceptedAt: at('2026-09-15 10:00'), deemedAt: null })
  })
})

describe('6.4-b: a clock that runs on after the case closed', () => {
  const CLOSED = [event('A', 'ACCEPTED', '2018-10-12 10:00'), event('A', 'CLOSED', '2018-10-15 10:00')]

  test('keeps its thresholds and raises its cards at the second', async () => {
    await kit.report(CLOSED, '2018-10-15 11:00')
    expect(await thresholds()).toHaveLength(1)
    await pass('2018-10-24 10:00:00')
    expect(await cards()).toEqual([])
    await pass('2018-10-24 10:00:01')
    expect(await cards()).toEqual(['delivery WARNING 2018-10-24 10:00:01 ISSUED'])
    await pass('2018-10-29 10:00:01')
    expect(await cards()).toEqual([
      'delivery WARNING 2018-10-24 10:00:01 ISSUED',
      'delivery YELLOW 2018-10-29 10:00:01 ISSUED',
    ])
    expect(await thresholds()).toEqual([])
  })

  test('ends its own cards when it ends, and no more come', async () => {
    await kit.report(CLOSED, '2018-10-15 11:00')
    await pass('2018-10-29 10:00:01')
    await kit.report([event('A', 'DELIVERED', '2018-10-30 10:00')], '2018-10-30 10:05')
    expect(await cards()).toContain('delivery YELLOW 2018-10-29 10:00:01 ISSUED ended 2018-10-30 10:00:00')
    expect((await caseOf(kit.database, 'A')).flags).not.toContain('EVENT_AFTER_END')
  })

  test('delivered in time it leaves no threshold and no card', async () => {
    await kit.report([...CLOSED, event('A', 'DELIVERED', '2018-10-16 10:00')], '2018-10-16 11:00')
    expect(await thresholds()).toEqual([])
    await pass('2018-11-30 10:00')
    expect(await cards()).toEqual([])
  })

  test('what ends with the case keeps no threshold after it', async () => {
    await kit.report(
      [CLOSED[0] ?? event('A', 'ACCEPTED', '2018-10-12 10:00'), event('A', 'VOIDED', '2018-10-15 10:00')],
      '2018-10-15 11:00',
    )
    expect(await thresholds()).toEqual([])
  })
})

describe('6.4-b: extension in the database', () => {
  test('recorded after a red card it moves the limit and removes no card', async () => {
    await kit.report([event('A', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-15 11:00')
    await pass('2018-10-29 10:00:01')
    const told = { extensionDays: 10, approver: '局长办公会', reason: '案情复杂', noticed: true }
    await kit.report([event('A', 'EXTENDED', '2018-10-26 10:00', told)], '2018-10-29 11:00')
    const { extensionDays, statutoryDueW, flags } = await caseOf(kit.database, 'A')
    expect({ extensionDays, flags }).toEqual({ extensionDays: 10, flags: '' })
    expect(statutoryDueW).not.toBeNull()
    expect(await cards()).toContain('case RED 2018-10-29 10:00:01 ISSUED')
  })
})

describe('what is told of an event', () => {
  test('keeps the hash that it had before the law was asked for', () => {
    const before = event('A', 'SUSPENDED', '2018-10-15 10:00', { promised: days(7), noticed: true, approvedDays: 3 })
    expect(contentHash(before)).toBe('3HI6_Zrdl49ntkegHd7NuFcMJHU8C4onXbfsDv2rxPQ')
    expect(contentHash({ ...before, ground: null, law: undefined, parent: null })).toBe(contentHash(before))
    expect(contentHash({ ...before, ground: 'TEST' })).not.toBe(contentHash(before))
  })
})
