import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passThresholds } from '../../src/alerts/watch.ts'
import { at, local } from '../clock/fixtures.ts'
import type { CasesKit } from '../cases/cases-kit.ts'
import { caseOf, clear, event, startCases } from '../cases/cases-kit.ts'
import { testClock } from '../cases/test-clock.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const ACCEPTED = event('A', 'ACCEPTED', '2018-10-15 10:00')
const report = (...events: Parameters<CasesKit['report']>[0]) => kit.report(events, '2018-10-15 11:00')

/** The worker's turn at an instant; how many cases were due. */
const pass = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at(when)))
}

const cards = async () => {
  const rows = await kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.alert').selectAll().orderBy('dueAt').execute(),
  )
  return rows.map(
    ({ level, dueAt, raisedAt, state }) => `${level} due ${local(dueAt)} raised ${local(raisedAt)} ${state}`,
  )
}
const pushed = async () => {
  const rows = await kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.outbox').select('level').orderBy('id').execute(),
  )
  return rows.map(({ level }) => level)
}

describe('6.4-b: cards of a case, promised 7 and statutory 10 from 2018-10-15 10:00', () => {
  test.each([
    ['WARNING', '2018-10-19 10:00:00', '2018-10-19 10:00:01'],
    ['YELLOW', '2018-10-24 10:00:00', '2018-10-24 10:00:01'],
    ['RED', '2018-10-29 10:00:00', '2018-10-29 10:00:01'],
  ])('%s: nothing at %s, one card a second later', async (level, named, later) => {
    await report(ACCEPTED)
    await pass(named)
    const before = await cards()
    expect(before.some((card) => card.startsWith(level))).toBe(false)
    await pass(later)
    const after = await cards()
    expect(after).toHaveLength(before.length + 1)
    expect(after.at(-1)).toBe(`${level} due ${later} raised ${later} ISSUED`)
    expect((await pushed()).at(-1)).toBe(level)
  })

  test('each level once, however often the worker looks; nothing is left due', async () => {
    await report(ACCEPTED)
    for (const when of [
      '2018-10-19 10:00:01',
      '2018-10-19 10:00:02',
      '2018-10-24 10:00:01',
      '2018-10-24 10:00:01',
      '2018-10-29 10:00:01',
      '2018-11-30 10:00',
    ]) {
      await pass(when)
    }
    expect(await pass('2018-12-01 10:00')).toBe(0)
    expect(await pushed()).toEqual(['WARNING', 'YELLOW', 'RED'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'RED', overdueAt: at('2018-10-24 10:00') })
  })

  test('three suspended days shift all three', async () => {
    await report(ACCEPTED)
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 3, ground: 'TEST' })],
      '2018-10-16 11:00',
    )
    for (const when of [
      '2018-10-24 10:00:00',
      '2018-10-24 10:00:01',
      '2018-10-29 10:00:00',
      '2018-10-29 10:00:01',
      '2018-11-01 10:00:00',
      '2018-11-01 10:00:01',
    ]) {
      await pass(when)
    }
    expect(await cards()).toEqual([
      'WARNING due 2018-10-24 10:00:01 raised 2018-10-24 10:00:01 ISSUED',
      'YELLOW due 2018-10-29 10:00:01 raised 2018-10-29 10:00:01 ISSUED',
      'RED due 2018-11-01 10:00:01 raised 2018-11-01 10:00:01 ISSUED',
    ])
  })

  test('after an outage everything missed is there, with the instants at which it was due', async () => {
    await report(ACCEPTED, event('B', 'ACCEPTED', '2018-10-15 10:00'))
    expect(await pass('2018-11-20 09:00')).toBe(2)
    expect(
      (await cards()).filter((card) => card.startsWith('WARNING due 2018-10-19 10:00:01 raised 2018-11-20 09:00:00')),
    ).toHaveLength(2)
    expect((await pushed()).toSorted()).toEqual(['RED', 'RED', 'WARNING', 'WARNING', 'YELLOW', 'YELLOW'])
  })

  test('two workers at once never alert twice', async () => {
    await kit.report(
      Array.from({ length: 60 }, (_, n) => event(`N${n}`, 'ACCEPTED', '2018-10-15 10:00')),
      '2018-10-15 11:00',
    )
    await Promise.all([pass('2018-10-24 10:00:01'), pass('2018-10-24 10:00:01'), pass('2018-10-24 10:00:02')])
    expect(await cards()).toHaveLength(120)
    expect(await pushed()).toHaveLength(120)
    const deltas = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.measureDelta')
        .select(({ fn }) => fn.sum<number>('n').as('n'))
        .where('measure', '=', 'overdue')
        .executeTakeFirstOrThrow(),
    )
    expect(Number(deltas.n)).toBe(60)
  })

  test('a threshold whose case is gone is taken out, and holds up no other', async () => {
    await report(ACCEPTED, event('B', 'ACCEPTED', '2018-10-15 10:00'))
    const { caseId } = await caseOf(kit.database, 'A')
    await kit.database.withOwner((db) => db.deleteFrom('core.case').where('caseId', '=', caseId).execute())
    expect(await pass('2018-10-19 10:00:01')).toBe(2)
    expect(await pass('2018-10-19 10:00:01')).toBe(0)
    expect(await cards()).toEqual(['WARNING due 2018-10-19 10:00:01 raised 2018-10-19 10:00:01 ISSUED'])
  })

  test('a worker and a closing at once leave one story', async () => {
    await kit.report(
      Array.from({ length: 30 }, (_, n) => event(`N${n}`, 'ACCEPTED', '2018-10-15 10:00')),
      '2018-10-15 11:00',
    )
    const closings = Array.from({ length: 30 }, (_, n) => event(`N${n}`, 'CLOSED', '2018-10-24 10:00:01'))
    await Promise.all([pass('2018-10-24 10:00:01'), kit.report(closings, '2018-10-24 10:00:01')])
    await pass('2018-10-25 10:00')
    expect((await cards()).filter((card) => card.startsWith('YELLOW'))).toHaveLength(30)
    const { n } = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.measureDelta')
        .select(({ fn }) => fn.sum<number>('n').as('n'))
        .where('measure', '=', 'overdue')
        .executeTakeFirstOrThrow(),
    )
    expect(Number(n)).toBe(0)
  })
})

describe('6.4-b: a case that has ended', () => {
  test('closed in time comes to no card', async () => {
    await report(ACCEPTED)
    await kit.report([event('A', 'CLOSED', '2018-10-18 10:00')], '2018-10-18 11:00')
    expect(await pass('2018-12-01 10:00')).toBe(0)
    expect(await cards()).toEqual([])
  })

  test('closed late gets no warning, yet a late yellow', async () => {
    await kit.report([ACCEPTED, event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 11:00')
    expect(await cards()).toEqual(['YELLOW due 2018-10-24 10:00:01 raised 2018-10-25 11:00:00 ISSUED'])
  })

  test.each(['VOIDED', 'RETURNED', 'WITHDRAWN'] as const)(
    '%s runs no further; a card that was issued stays, and a warning is over',
    async (kind) => {
      await report(ACCEPTED)
      await pass('2018-10-19 10:00:01')
      await kit.report([event('A', kind, '2018-10-22 10:00')], '2018-10-22 11:00')
      expect(await pass('2018-12-01 10:00')).toBe(0)
      expect(await cards()).toEqual(['WARNING due 2018-10-19 10:00:01 raised 2018-10-19 10:00:01 CLOSED'])
    },
  )

  test('a suspension recorded after a card removes no card', async () => {
    await report(ACCEPTED)
    await pass('2018-10-24 10:00:01')
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 3, ground: 'TEST' })],
      '2018-10-24 11:00',
    )
    expect((await cards()).map((card) => card.split(' ', 1)[0])).toEqual(['WARNING', 'YELLOW'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ overdueAt: null })
    await pass('2018-10-29 10:00:01')
    expect(await cards()).toHaveLength(2)
  })
})
