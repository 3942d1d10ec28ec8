import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decodeCaseId, encodeCaseId } from '../../src/cases/case-id.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import type { CaseMeasure } from '../../src/plugin.ts'
import { at, local } from '../clock/fixtures.ts'
import type { CasesKit } from './cases-kit.ts'
import { caseOf, clear, event, everything, JISHOU, KAIFU, startCases, statuses } from './cases-kit.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const NOW = '2018-10-16 12:00'
const ACCEPTED = event('A', 'ACCEPTED', '2018-10-15 10:00')
const bare = { hall: null, matter: null }

const outbox = () =>
  kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.outbox').select(['kind', 'level', 'payload']).orderBy('id').execute(),
  )
const countOf = async (table: 'core.caseEvent' | 'core.alert' | 'core.parkedEvent' | 'core.case') => {
  const row = await kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  )
  return Number(row.n)
}

describe('the same event again', () => {
  test('is a duplicate with the same case, also within one call', async () => {
    const [first] = await kit.report([ACCEPTED], NOW)
    const before = await everything(kit.database)
    const again = await kit.report(
      [
        ACCEPTED,
        { ...ACCEPTED, reason: null },
        event('A', 'STEP', '2018-10-15 11:00'),
        event('A', 'STEP', '2018-10-15 11:00'),
      ],
      NOW,
    )
    expect(statuses(again)).toEqual(['DUPLICATE', 'DUPLICATE', 'STORED', 'DUPLICATE'])
    expect(again[0]).toEqual({ ...first, status: 'DUPLICATE' })
    expect((await everything(kit.database)).totals).toEqual(before.totals)
  })

  test('is the same however the fields of its limits are ordered', async () => {
    await kit.report([{ ...ACCEPTED, promised: { amount: 3, unit: 'WORKING_DAY' } }], NOW)
    const again = await kit.report([{ ...ACCEPTED, promised: { unit: 'WORKING_DAY', amount: 3 } }], NOW)
    expect(statuses(again)).toEqual(['DUPLICATE'])
  })

  test('with other content is a conflict, says where, and changes nothing', async () => {
    await kit.report([ACCEPTED], NOW)
    const before = await everything(kit.database)
    const [result] = await kit.report([{ ...ACCEPTED, occurredAt: at('2018-10-15 10:01') }], NOW)
    expect(result).toMatchObject({ status: 'REJECTED', problem: { code: 'CONFLICT', path: ['input', '0', 'eventId'] } })
    expect(await everything(kit.database)).toEqual(before)
  })
})

describe('order', () => {
  test('a closing may come before its acceptance', async () => {
    await kit.report([event('A', 'CLOSED', '2018-10-16 10:00')], NOW)
    expect(await caseOf(kit.database, 'A')).toMatchObject({
      state: 'CLOSED',
      acceptedAt: null,
      flags: 'CLOSED_WITHOUT_ACCEPTANCE',
    })
    await kit.report([ACCEPTED], NOW)
    expect(await caseOf(kit.database, 'A')).toMatchObject({
      state: 'CLOSED',
      acceptedAt: at('2018-10-15 10:00'),
      closedLate: false,
      flags: 'LATE_RECORDED',
    })
  })

  test('a closing dated before its acceptance is taken and flagged', async () => {
    const results = await kit.report([ACCEPTED, event('A', 'CLOSED', '2018-10-12 10:00')], NOW)
    expect(statuses(results)).toEqual(['STORED', 'STORED'])
    const row = await caseOf(kit.database, 'A')
    expect(row.state).toBe('CLOSED')
    expect(row.flags.split(',')).toContain('CLOSED_BEFORE_ACCEPTED')
  })

  test('an event without a hall is parked, and adopted by the one that founds its case, with the time it came', async () => {
    const close = event('A', 'CLOSED', '2018-10-16 10:00', { ...bare, window: 'A1' })
    expect(statuses(await kit.report([close, close], NOW))).toEqual(['PARKED', 'PARKED'])
    expect(statuses(await kit.report([{ ...close, note: 'other' }], NOW))).toEqual(['CONFLICT'])
    expect(await countOf('core.case')).toBe(0)
    await kit.report([ACCEPTED], '2018-10-17 12:00')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ state: 'CLOSED', windowId: 1 })
    expect(await countOf('core.parkedEvent')).toBe(0)
    const events = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.caseEvent').selectAll().orderBy('occurredAt').execute(),
    )
    expect(events.map(({ kind, receivedAt }) => [kind, local(receivedAt)])).toEqual([
      ['ACCEPTED', '2018-10-17 12:00:00'],
      ['CLOSED', '2018-10-16 12:00:00'],
    ])
    expect(statuses(await kit.report([close], NOW))).toEqual(['DUPLICATE'])
  })

  test('a parked event whose code has another content by now stays parked, not lost', async () => {
    const step = event('A', 'STEP', '2018-10-16 10:00', { ...bare, eventId: 'E' })
    await kit.report([step], NOW, { range: KAIFU })
    await kit.report([ACCEPTED, { ...step, eventId: 'E', note: 'other', hall: 'KF' }], NOW)
    expect(await countOf('core.parkedEvent')).toBe(1)
  })

  test('a window is one of the hall of the case, also when the event names none', async () => {
    const results = await kit.report(
      [
        ACCEPTED,
        event('A', 'STEP', '2018-10-15 11:00', { ...bare, window: 'A1' }),
        event('A', 'STEP', '2018-10-15 12:00', { ...bare, window: 'B1' }),
      ],
      NOW,
    )
    expect(statuses(results)).toEqual(['STORED', 'STORED', 'UNKNOWN_WINDOW'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ windowId: 1 })
  })
})

describe('scope', () => {
  test('a hall out of the range of the reporter is unknown to it', async () => {
    const results = await kit.report([ACCEPTED, { ...ACCEPTED, hall: 'NONE' }], NOW, { range: JISHOU })
    expect(statuses(results)).toEqual(['UNKNOWN_HALL', 'UNKNOWN_HALL'])
  })

  test('an event of a case out of range is parked like one of no case, byte for byte, and never adopted', async () => {
    await kit.report([ACCEPTED], NOW)
    const before = await everything(kit.database)
    const closeOf = (number: string) => event(number, 'CLOSED', '2018-10-16 10:00', bare)
    const results = await kit.report(
      [closeOf('A'), closeOf('NONE'), { ...closeOf('A'), eventId: 'ACCEPTED 2018-10-15 10:00' }],
      NOW,
      { range: JISHOU },
    )
    expect(results).toEqual([{ status: 'PARKED' }, { status: 'PARKED' }, { status: 'PARKED' }])
    await kit.report([event('A', 'STEP', '2018-10-16 11:00')], NOW)
    expect(await caseOf(kit.database, 'A')).toMatchObject({ state: 'ACCEPTED' })
    expect((await everything(kit.database)).totals).toEqual(before.totals)
  })

  test('what another reporter parked under the same number of a shared source does not show', async () => {
    const step = event('A', 'STEP', '2018-10-16 10:00', bare)
    await kit.report([{ ...step, externalId: 'FIRST' }], NOW)
    await kit.report([step], NOW, { range: JISHOU })
    expect(statuses(await kit.report([{ ...step, note: 'other' }], NOW, { range: KAIFU }))).toEqual(['PARKED'])
  })
})

describe('limits and clocks', () => {
  test('are frozen at acceptance: a matter that changes later changes no case', async () => {
    await kit.report([ACCEPTED], NOW)
    const setPromise = (amount: number) =>
      kit.database.withScope({ mode: 'administration' }, async (trx) => {
        await trx.updateTable('core.matter').set({ promisedAmount: amount }).where('code', '=', 'P7S10').execute()
        await trx
          .updateTable('core.registerVersion')
          .set((row) => ({ version: row('version', '+', 1) }))
          .where('kind', '=', 'matters')
          .execute()
        kit.registers.changed()
      })
    await setPromise(1)
    try {
      await kit.report([event('A', 'STEP', '2018-10-16 11:00'), event('B', 'ACCEPTED', '2018-10-15 10:00')], NOW)
      expect(await caseOf(kit.database, 'A')).toMatchObject({ promisedAmount: 7, overdueAt: null })
      expect(await caseOf(kit.database, 'B')).toMatchObject({ promisedAmount: 1, overdueAt: at('2018-10-16 10:00') })
    } finally {
      await setPromise(7)
    }
  })

  test('limits given win over those of the matter; a due instant stands for the promise', async () => {
    await kit.report(
      [
        event('A', 'ACCEPTED', '2018-10-15 10:00', { promised: { amount: 2, unit: 'WORKING_DAY' } }),
        event('B', 'ACCEPTED', '2018-10-15 10:00', { dueAt: at('2018-10-16 11:30') }),
        event('C', 'ACCEPTED', '2018-10-15 10:00', { matter: 'OPEN' }),
      ],
      NOW,
    )
    expect(await caseOf(kit.database, 'A')).toMatchObject({ promisedAmount: 2, statutoryAmount: 10 })
    expect(await caseOf(kit.database, 'B')).toMatchObject({
      promisedAmount: null,
      givenDueAt: at('2018-10-16 11:30'),
      overdueAt: at('2018-10-16 11:30'),
      cardLevel: 'YELLOW',
    })
    expect(await caseOf(kit.database, 'C')).toMatchObject({
      promisedAmount: null,
      dueW: null,
      flags: 'LATE_RECORDED,NO_PROMISED_LIMIT,NO_STATUTORY_LIMIT',
    })
  })

  test('6.4-b: a suspension moves the next threshold by what is approved, and not without notice', async () => {
    const next = async () => {
      const row = await kit.database.withScope({ mode: 'engine' }, (trx) =>
        trx.selectFrom('core.threshold').selectAll().where('calendarId', '=', 'hunan').executeTakeFirstOrThrow(),
      )
      return row.threshold
    }
    await kit.report([ACCEPTED], NOW)
    const before = await next()
    await kit.report([event('A', 'SUSPENDED', '2018-10-15 14:00', { noticed: false, approvedDays: 3 })], NOW)
    expect(await next()).toBe(before)
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-15 15:00', { noticed: true, approvedDays: 2, ground: 'TEST' })],
      NOW,
    )
    expect(await next()).toBe(before + 2 * 25_200_000)
    await kit.report([event('A', 'RESUMED', '2018-10-16 10:00')], NOW)
    expect(await next()).toBeLessThan(before + 25_200_000)
    expect(await next()).toBeGreaterThan(before)
  })

  test('an open suspension without a cap holds the clock: there is no threshold until it is resumed', async () => {
    await kit.report([ACCEPTED, event('A', 'SUSPENDED', '2018-10-15 14:00', { noticed: true, ground: 'TEST' })], NOW)
    expect((await everything(kit.database)).thresholds).toEqual([])
    await kit.report([event('A', 'RESUMED', '2018-10-16 10:00')], NOW)
    expect((await everything(kit.database)).thresholds).toHaveLength(1)
  })
})

describe('what subscribers hear', () => {
  test('a card due when its event comes, and the end of a case, once', async () => {
    await kit.report([ACCEPTED], '2018-10-24 10:00:01')
    await kit.report([event('A', 'CLOSED', '2018-10-24 10:00:01')], '2018-10-24 10:00:02')
    await kit.report([event('A', 'VOIDED', '2018-10-24 10:00:02')], '2018-10-24 10:00:03')
    const heard = (await outbox()).map(({ kind, level }) => [kind, level])
    expect(heard).toEqual([
      ['planted.card.issued', 'WARNING'],
      ['planted.card.issued', 'YELLOW'],
      ['cases.case.closed', null],
      ['planted.card.closed', 'WARNING'],
    ])
    expect(JSON.parse((await outbox())[1]?.payload ?? '')).toMatchObject({
      caseNumber: 'A',
      level: 'YELLOW',
      regionCode: '430105000000',
      countedDays: 8,
      overDays: 1,
    })
    expect(JSON.parse((await outbox())[2]?.payload ?? '')).toMatchObject({ outcome: 'CLOSED', onTime: false })
  })

  test('nothing of a file of former cases: its cards are recorded as historical', async () => {
    await kit.report(
      [ACCEPTED, event('B', 'ACCEPTED', '2018-10-15 10:00'), event('B', 'CLOSED', '2018-10-26 10:00')],
      '2018-11-05 12:00',
      { historical: true },
    )
    expect(await outbox()).toEqual([])
    const alerts = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.alert').selectAll().execute(),
    )
    expect(alerts.map(({ level, historical }) => [level, historical]).toSorted()).toEqual([
      ['RED', true],
      ['WARNING', true],
      ['YELLOW', true],
      ['YELLOW', true],
    ])
  })

  test('and does not hold it against a hall that its records came late', async () => {
    await kit.report([ACCEPTED], '2018-10-18 12:00', { historical: true })
    await kit.report([event('B', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-18 12:00')
    expect((await caseOf(kit.database, 'A')).flags).toBe('')
    expect((await caseOf(kit.database, 'B')).flags).toBe('LATE_RECORDED')
  })

  test('but what falls due after the file was loaded is pushed', async () => {
    await kit.report([ACCEPTED], '2018-10-19 10:00', { historical: true })
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at('2018-10-19 10:00:01')))
    expect((await outbox()).map(({ level }) => level)).toEqual(['WARNING'])
  })
})

describe('a poisoned event', () => {
  const poison: CaseMeasure = {
    code: 'poison',
    title: { 'zh-CN': '测试', en: 'Test' },
    subject: 'case',
    count: ({ externalId, state }) => [
      { day: '2018-10-15', n: externalId === 'BAD' && state === 'CLOSED' ? 2 ** 70 : 1 },
    ],
  }

  test('that the database refuses fails alone; its neighbours are stored', async () => {
    const world = await startCases({ measures: [poison] })
    try {
      const batch = [
        ...Array.from({ length: 9 }, (_, n) => event(`G${n}`, 'ACCEPTED', '2018-10-15 10:00')),
        event('BAD', 'ACCEPTED', '2018-10-15 10:00'),
        event('BAD', 'CLOSED', '2018-10-15 11:00'),
        event('Z', 'ACCEPTED', '2018-10-15 10:00'),
      ]
      const results = await world.report(batch, NOW)
      expect(statuses(results)).toEqual([...Array.from({ length: 10 }, () => 'STORED'), 'INVALID_INPUT', 'STORED'])
      expect(results[10]).toMatchObject({ problem: { path: ['input', '10'] } })
      expect(await caseOf(world.database, 'BAD')).toMatchObject({ state: 'ACCEPTED' })
      expect((await everything(world.database)).cases).toHaveLength(11)
    } finally {
      await world.close()
    }
  })

  test('that is parked does not keep its case from being founded', async () => {
    const world = await startCases({ measures: [poison] })
    try {
      await world.report([event('BAD', 'CLOSED', '2018-10-15 11:00', bare)], NOW)
      expect(statuses(await world.report([event('BAD', 'ACCEPTED', '2018-10-15 10:00')], NOW))).toEqual(['STORED'])
      expect((await everything(world.database)).parked).toHaveLength(1)
    } finally {
      await world.close()
    }
  })

  test('whose limit reaches beyond the calendar is refused with its date', async () => {
    const long = event('BAD', 'ACCEPTED', '2018-10-15 10:00', { promised: { amount: 5_000, unit: 'WORKING_DAY' } })
    const results = await kit.report(
      [
        { ...long, promised: { amount: 3_650, unit: 'WORKING_DAY' }, occurredAt: at('2026-03-02 10:00') },
        long,
        ACCEPTED,
      ],
      '2026-03-02 12:00',
    )
    expect(statuses(results)).toEqual(['DATE_OUT_OF_RANGE', 'INVALID_INPUT', 'STORED'])
  })
})

describe('many writers on the same cases', () => {
  const numbers = Array.from({ length: 25 }, (_, n) => `N${n}`)
  /** Each case has eight events in eight batches; the one that founds it is in another batch for each case. */
  const batchOf = (writer: number) =>
    numbers
      .map((number, n) =>
        (n + writer) % 8 === 0
          ? event(number, 'ACCEPTED', '2018-10-15 10:00')
          : event(number, writer === 7 ? 'CLOSED' : 'STEP', `2018-10-15 1${writer}:00`, bare),
      )
      .toSorted(() => Math.sin(writer * 999) - 0.5)

  test('eight at once: no deadlock, nothing lost or parked for good, the totals of one row each', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, writer) => kit.report(batchOf(writer), NOW)))
    expect(new Set(results.flatMap(statuses))).toEqual(new Set(['STORED', 'PARKED']))
    // What was parked while its case was being founded is adopted at the latest by the next event of the case.
    expect(await countOf('core.parkedEvent')).toBe(0)
    expect(await countOf('core.caseEvent')).toBe(200)
    const there = await everything(kit.database)
    await clear(kit.database)
    await kit.report(Array.from({ length: 8 }, (_, writer) => batchOf(writer)).flat(), NOW)
    const { cases, totals } = await everything(kit.database)
    expect({ cases: there.cases, totals: there.totals }).toEqual({ cases, totals })
  })

  test('the same batch from eight senders is stored once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        kit.report(
          numbers.map((number) => event(number, 'ACCEPTED', '2018-10-15 10:00')),
          NOW,
        ),
      ),
    )
    const flat = results.flatMap(statuses)
    expect(flat.filter((status) => status === 'STORED')).toHaveLength(25)
    expect(flat.filter((status) => status === 'DUPLICATE')).toHaveLength(175)
    expect(await countOf('core.case')).toBe(25)
  })
})

describe('the public id of a case', () => {
  test('leads back to its key, and nothing else does', async () => {
    const [result] = await kit.report([ACCEPTED], NOW)
    const id = result?.status === 'STORED' ? result.caseId : ''
    const { areaCode, openedOn, caseId } = await caseOf(kit.database, 'A')
    expect(decodeCaseId(id)).toEqual({ areaCode, openedOn, caseId })
    expect(encodeCaseId({ areaCode, openedOn, caseId })).toBe(id)
    for (const other of ['', 'x', `${id}=`, id.slice(1), `${id}A`, '\0', '__proto__', 'é'.repeat(31)])
      expect(decodeCaseId(other)).toBe(null)
  })

  test('one of a far-off day or area is no id', () => {
    expect(decodeCaseId(Buffer.alloc(23, 0xff).toString('base64url'))).toBe(null)
    expect(decodeCaseId(Buffer.alloc(23, 0).toString('base64url'))).toBe(null)
  })
})

test('a case that gets another organisation takes its events and cards along', async () => {
  await kit.report([{ ...event('M', 'ACCEPTED', '2018-10-08 10:00'), matter: 'P1' }], NOW)
  await kit.report([{ ...event('M', 'STEP', '2018-10-15 11:00'), ...bare, organisation: 'ORG-B' }], NOW)
  const owners = await kit.database.withScope({ mode: 'engine' }, async (trx) => [
    ...(await trx.selectFrom('core.caseEvent').select('organisationId').execute()),
    ...(await trx.selectFrom('core.alert').select('organisationId').execute()),
  ])
  expect(owners.length).toBeGreaterThan(2)
  expect(new Set(owners.map(({ organisationId }) => organisationId))).toEqual(new Set([2]))
})
