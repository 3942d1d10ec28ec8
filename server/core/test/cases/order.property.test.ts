import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveCase } from '../../src/cases/derive.ts'
import type { CaseEvent } from '../../src/cases/event.ts'
import { isEnd } from '../../src/cases/event.ts'
import type { ReportedEvent } from '../../src/cases/reported-event.ts'
import { CASE_EVENT_KINDS } from '../../src/cases/tables.ts'
import type { CaseEventKind } from '../../src/cases/tables.ts'
import { caseDeltas } from '../../src/indicators/case-measure.ts'
import type { CaseMeasure } from '../../src/plugin.ts'
import { at, days, national } from '../clock/fixtures.ts'
import type { CasesKit } from './cases-kit.ts'
import { clear, everything, startCases } from './cases-kit.ts'
import { engineOf, testClock, testMeasures } from './test-clock.ts'

const NOW = '2018-11-05 12:00'
const momentArb = fc
  .integer({ min: 0, max: 21 * 24 * 60 })
  .map((minutes) => new Date(at('2018-10-15 00:00').getTime() + minutes * 60_000))

/** Likely histories rather than any: most cases are accepted, few end twice. */
const kindArb = fc.oneof(
  { weight: 3, arbitrary: fc.constant<CaseEventKind>('ACCEPTED') },
  { weight: 2, arbitrary: fc.constant<CaseEventKind>('CLOSED') },
  { weight: 4, arbitrary: fc.constantFrom(...CASE_EVENT_KINDS) },
)

const limitsArb = fc.constantFrom(
  null,
  { amount: 2, unit: 'WORKING_DAY' as const },
  { amount: 30, unit: 'HOUR' as const },
)

const drawnArb = fc.record({
  number: fc.constantFrom('A', 'B', 'C'),
  kind: kindArb,
  occurredAt: momentArb,
  names: fc.boolean(),
  organisation: fc.constantFrom(null, 'ORG-A', 'ORG-B'),
  channel: fc.constantFrom(null, null, 'PORTAL', 'WINDOW'),
  promised: limitsArb,
  approvedDays: fc.constantFrom(null, 1, 2.5),
  noticed: fc.boolean(),
})

/** Events of three cases, and for each one event that founds it. */
const eventsArb: fc.Arbitrary<readonly ReportedEvent[]> = fc
  .array(drawnArb, { minLength: 1, maxLength: 14 })
  .map((drawn) => {
    const events = drawn.map((it, index): ReportedEvent => ({
      source: 'test',
      externalId: it.number,
      eventId: `e${index}`,
      kind: it.kind,
      occurredAt: it.occurredAt,
      ...(it.names ? { hall: 'KF', matter: 'P7S10' } : {}),
      organisation: it.organisation,
      channel: it.channel,
      promised: it.kind === 'ACCEPTED' ? it.promised : null,
      ...(it.kind === 'SUSPENDED' ? { approvedDays: it.approvedDays, noticed: it.noticed, ground: 'TEST' } : {}),
      ...(it.kind === 'EXTENDED' ? { extensionDays: 3, approver: '局长', reason: '复杂', noticed: it.noticed } : {}),
    }))
    const founders = [...new Set(events.map(({ externalId }) => externalId))].map((externalId): ReportedEvent => ({
      source: 'test',
      externalId,
      eventId: 'founder',
      kind: 'STEP',
      occurredAt: at('2018-10-15 09:00'),
      hall: 'KF',
      matter: 'P7S10',
    }))
    return [...events, ...founders]
  })

/** The same events in another order, cut into batches, some of them sent twice. */
const arrivalArb = fc.record({
  events: eventsArb,
  order: fc.array(fc.nat()),
  cuts: fc.array(fc.integer({ min: 1, max: 6 })),
  again: fc.nat({ max: 5 }),
})

const shuffled = <T>(list: readonly T[], order: readonly number[]): readonly T[] =>
  list
    .map((value, index) => ({ value, rank: order[index % Math.max(1, order.length)] ?? 0, index }))
    .toSorted((a, b) => a.rank - b.rank || b.index - a.index)
    .map(({ value }) => value)

const batched = <T>(list: readonly T[], cuts: readonly number[]): readonly (readonly T[])[] => {
  const batches: (readonly T[])[] = []
  for (let from = 0, turn = 0; from < list.length; turn++) {
    const size = cuts[turn % Math.max(1, cuts.length)] ?? list.length
    batches.push(list.slice(from, from + size))
    from += size
  }
  return batches
}

const identity = {
  areaCode: 430_105,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000001',
  scopeKey: 430_105_000_000 * 16,
  regionId: 3,
  hallId: 1,
  matterId: 1,
  source: 'test',
  externalId: 'A',
  calendarId: 'national',
} as const

const storedArb: fc.Arbitrary<readonly CaseEvent[]> = fc.array(drawnArb, { minLength: 1, maxLength: 12 }).map((drawn) =>
  drawn.map((it, index) => ({
    eventKey: `e${index}`,
    kind: it.kind,
    occurredAt: it.occurredAt,
    receivedAt: at(NOW),
    windowId: index,
    payload: {
      ...(it.kind === 'ACCEPTED' ? { limits: { promised: it.promised, statutory: days(10), dueAt: null } } : {}),
      ...(it.kind === 'SUSPENDED'
        ? {
            noticed: it.noticed,
            ground: 'TEST' as const,
            ...(it.approvedDays === null ? {} : { approvedDays: it.approvedDays }),
          }
        : {}),
      ...(it.kind === 'EXTENDED' ? { extensionDays: 3, approver: '局长', reason: '复杂', noticed: it.noticed } : {}),
    },
  })),
)

type Derive = (events: readonly CaseEvent[]) => ReturnType<typeof deriveCase>
const clocks = engineOf(testClock())
const derive: Derive = (events) => deriveCase(identity, events, national, clocks, at(NOW))

const orderDoesNotMatter = (of: Derive) =>
  fc.property(storedArb, fc.array(fc.nat()), (events, order) => {
    expect(of(shuffled(events, order))).toEqual(of(events))
  })

describe('deriving a case', () => {
  test('gives the same whatever the order in which its events came', () => {
    fc.assert(orderDoesNotMatter(derive), { numRuns: 300 })
  })

  test('the property finds a case that follows the order of arrival (planted defect)', () => {
    const byArrival: Derive = (events) => {
      const derived = derive(events)
      const end = events.findLast(({ kind }) => isEnd(kind))
      return { ...derived, record: { ...derived.record, endedAt: end?.occurredAt ?? null } }
    }
    expect(() => fc.assert(orderDoesNotMatter(byArrival), { numRuns: 300 })).toThrow(/Property failed/)
  })
})

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
afterAll(() => kit.close())

type Arrival = {
  readonly events: readonly ReportedEvent[]
  readonly order: readonly number[]
  readonly cuts: readonly number[]
  readonly again: number
}

const afterAllAtOnce = async (world: CasesKit, events: readonly ReportedEvent[]) => {
  await clear(world.database)
  await world.report(events, NOW)
  return everything(world.database)
}

const afterArrival = async (world: CasesKit, { events, order, cuts, again }: Arrival) => {
  await clear(world.database)
  const arriving = shuffled(events, order)
  for (const batch of batched([...arriving, ...arriving.slice(0, again)], cuts)) await world.report(batch, NOW)
  return everything(world.database)
}

/** Contributions of the rows as they stand, in the form of `everything().totals`. */
const recount = async (world: CasesKit, measures: readonly CaseMeasure[]) => {
  const rows = await world.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.case').selectAll().execute(),
  )
  const sums = new Map<string, number>()
  for (const { measure, day, scopeKey, organisationId, channel, n } of rows.flatMap((row) =>
    caseDeltas(measures, null, row),
  )) {
    const key = JSON.stringify({ measure, day, scopeKey, organisationId, channel })
    sums.set(key, (sums.get(key) ?? 0) + n)
  }
  return [...sums]
    .filter(([, n]) => n !== 0)
    .map(([key, n]) => JSON.stringify({ ...JSON.parse(key), n }))
    .toSorted()
}

const cardsOf = (alerts: readonly string[]) =>
  alerts.map((alert) => {
    const { caseId, clock, level } = JSON.parse(alert)
    return `${caseId} ${clock} ${level}`
  })

const normal = (totals: readonly string[]) =>
  totals
    .map((total) => {
      const { n, ...rest } = JSON.parse(total)
      return JSON.stringify({ ...rest, n: Number(n) })
    })
    .toSorted()

const intakeIsOrderTolerant = (world: CasesKit, measures: readonly CaseMeasure[]) =>
  fc.asyncProperty(arrivalArb, async (arrival) => {
    const { alerts: expectedAlerts, ...expected } = await afterAllAtOnce(world, arrival.events)
    const { alerts, ...found } = await afterArrival(world, arrival)
    expect(found).toEqual(expected)
    expect(found.parked).toEqual([])
    // A card issued on what was known then stays as it is (6.4-b), so an order may leave more cards, never fewer.
    expect(cardsOf(alerts)).toEqual(expect.arrayContaining(cardsOf(expectedAlerts)))
    expect(new Set(cardsOf(alerts)).size).toBe(alerts.length)
    expect(normal(found.totals)).toEqual(await recount(world, measures))
    await world.report(arrival.events, NOW)
    const { alerts: later, ...again } = await everything(world.database)
    expect([again, later]).toEqual([found, alerts])
  })

describe('taking events', () => {
  test('in any order, in any batches and more than once gives the same rows, totals and thresholds', async () => {
    await fc.assert(intakeIsOrderTolerant(kit, testMeasures), { numRuns: 60, endOnFailure: true })
  })

  test('the property finds deltas that do not follow from the row (planted defect)', async () => {
    let calls = 0
    const drifting: CaseMeasure = {
      code: 'drifting',
      title: { 'zh-CN': '测试', en: 'Test' },
      subject: 'case',
      count: () => [{ day: '2018-10-15', n: ++calls }],
    }
    const world = await startCases({ measures: [drifting] })
    try {
      await expect(
        fc.assert(intakeIsOrderTolerant(world, [drifting]), { numRuns: 5, endOnFailure: true }),
      ).rejects.toThrow(/Property failed/)
    } finally {
      await world.close()
    }
  })
})
