import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { escalateDue } from '../../src/alerts/escalation/escalate.ts'
import { standingAt } from '../../src/alerts/escalation/tiers.ts'
import { issuedRule, termsOf } from '../../src/alerts/lifecycle/issued-rule.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import type { CasesKit } from '../cases/cases-kit.ts'
import { clear, event, startCases } from '../cases/cases-kit.ts'
import { testClock } from '../cases/test-clock.ts'
import { at, local, national } from '../clock/fixtures.ts'
import { CONDUCT } from './lifecycle/any-alert.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const engineScope = { mode: 'engine' } as const
const raise = async (when: string, ...numbers: readonly string[]) => {
  await kit.report(
    numbers.map((number) => event(number, 'ACCEPTED', '2018-10-15 10:00')),
    '2018-10-15 11:00',
  )
  const engine = await kit.openEngine()
  await kit.database.withScope(engineScope, (trx) => passThresholds(trx, engine, at(when)))
}
const escalate = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return kit.database.withScope(engineScope, (trx) => escalateDue(trx, engine, at(when)))
}
const alerts = () =>
  kit.database.withScope(engineScope, (trx) => trx.selectFrom('core.alert').selectAll().orderBy('dueAt').execute())
const tiers = async () => (await alerts()).map(({ level, escalation }) => `${level} ${escalation}`)
const told = async () => {
  const rows = await kit.database.withScope(engineScope, (trx) =>
    trx.selectFrom('core.outbox').select(['kind', 'payload']).orderBy('id').execute(),
  )
  return rows.flatMap(({ kind, payload }) =>
    kind.endsWith('escalated') ? [`${kind} ${JSON.parse(payload).escalation}`] : [],
  )
}
const trail = () =>
  kit.database.withScope(engineScope, async (trx) => {
    const rows = await trx
      .selectFrom('core.alertStep as step')
      .innerJoin('core.alert as card', 'card.alertId', 'step.alertId')
      .select(['step.kind', 'step.text', 'step.at'])
      .orderBy('step.stepId')
      .execute()
    return rows.map(({ kind, text, at: when }) => [kind, text ?? '', local(when)].join(' '))
  })

describe('6.4-b: a card that nobody acknowledges', () => {
  test('goes to the hall after one working day and to the authority after another, once each', async () => {
    await raise('2018-10-19 10:00:01', 'A')
    // A Friday: the next working days end on Monday and Tuesday at the same time of day.
    const [card] = await alerts()
    expect([card?.escalatesAt, card?.feedbackDueAt].map((when) => when && local(when))).toEqual([
      '2018-10-22 10:00:01',
      null,
    ])
    expect(await escalate('2018-10-22 10:00:01')).toBe(0)
    expect(await escalate('2018-10-22 10:00:02')).toBe(1)
    expect(await tiers()).toEqual(['WARNING HALL'])
    expect(await escalate('2018-10-23 10:00:01')).toBe(0)
    expect(await escalate('2018-10-23 10:00:02')).toBe(1)
    expect(await escalate('2018-10-30 10:00')).toBe(0)
    expect(await tiers()).toEqual(['WARNING AUTHORITY'])
    expect(await told()).toEqual(['planted.card.escalated HALL', 'planted.card.escalated AUTHORITY'])
    expect(await trail()).toEqual([
      'RAISED  2018-10-19 10:00:01',
      'ESCALATED HALL 2018-10-22 10:00:02',
      'ESCALATED AUTHORITY 2018-10-23 10:00:02',
    ])
  })

  test('passes two tiers after an outage, and is told once as standing on the second', async () => {
    await raise('2018-10-19 10:00:01', 'A')
    expect(await escalate('2018-11-05 10:00')).toBe(1)
    expect(await tiers()).toEqual(['WARNING AUTHORITY'])
    expect(await told()).toEqual(['planted.card.escalated AUTHORITY'])
    expect((await trail()).slice(1)).toEqual([
      'ESCALATED HALL 2018-11-05 10:00:00',
      'ESCALATED AUTHORITY 2018-11-05 10:00:00',
    ])
  })

  test('is taken up once by several workers at the same time', async () => {
    await raise('2018-10-19 10:00:01', ...Array.from({ length: 40 }, (_, n) => `N${n}`))
    const when = '2018-10-22 10:00:02'
    await Promise.all([escalate(when), escalate(when), escalate(when)])
    expect(await told()).toHaveLength(40)
    expect((await trail()).filter((step) => step.startsWith('ESCALATED'))).toHaveLength(40)
  })

  test('keeps its instants through every edit of its case', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const before = await alerts()
    await kit.report(
      [
        event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 3, ground: 'HEARING' }),
        event('A', 'STEP', '2018-10-25 09:30', { organisation: 'ORG-B', step: '审查' }),
      ],
      '2018-10-25 09:40',
    )
    const engine = await kit.openEngine()
    await kit.database.withScope(engineScope, (trx) => passThresholds(trx, engine, at('2018-10-25 09:50')))
    const after = await alerts()
    const instants = (rows: typeof before) =>
      rows.map(({ level, raisedAt, escalatesAt, feedbackDueAt, rule }) => ({
        level,
        raisedAt,
        escalatesAt,
        feedbackDueAt,
        rule,
      }))
    expect(instants(after)).toEqual(instants(before))
    expect(after.map(({ organisationId }) => organisationId)).toEqual([2, 2])
    await escalate('2018-10-25 10:00:02')
    expect(await tiers()).toEqual(['WARNING HALL', 'YELLOW HALL'])
  })

  test('of an earlier time goes nowhere', async () => {
    await kit.report([event('A', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-24 11:00', { historical: true })
    expect((await alerts()).map(({ escalatesAt, feedbackDueAt }) => [escalatesAt, feedbackDueAt])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(await escalate('2018-11-30 10:00')).toBe(0)
  })
})

test('the instants follow from the rule: half a day, over a weekend, and no wait at all', () => {
  const standing = (unit: number, hall: number, issued: string, when: string) => {
    const terms = termsOf({ ...CONDUCT, escalationDays: { unit, hall } }, national, at(issued))
    const { tier, next } = standingAt(issuedRule(terms), at(when))
    return [tier, next && local(next)]
  }
  expect(standing(0.5, 1, '2018-10-19 16:00', '2018-10-19 16:30')).toEqual(['UNIT', '2018-10-22 11:30:00'])
  expect(standing(0.5, 1, '2018-10-19 16:00', '2018-10-22 11:30:01')).toEqual(['HALL', '2018-10-23 11:30:00'])
  expect(standing(0, 0, '2018-10-20 12:00', '2018-10-20 12:00:01')).toEqual(['AUTHORITY', null])
})
