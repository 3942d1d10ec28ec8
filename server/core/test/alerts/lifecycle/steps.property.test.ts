import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundOf } from '../../../src/alerts/lifecycle/rounds.ts'
import type { Step } from '../../../src/alerts/lifecycle/steps.ts'
import { STEPS } from '../../../src/alerts/lifecycle/steps.ts'
import type { Moved } from '../../../src/alerts/lifecycle/take-step.ts'
import { endSubject, raisedStep, takeStep } from '../../../src/alerts/lifecycle/take-step.ts'
import { standingAt } from '../../../src/alerts/escalation/tiers.ts'
import { issuedRule, termsOf } from '../../../src/alerts/lifecycle/issued-rule.ts'
import type { AlertState, AlertTable } from '../../../src/alerts/tables.ts'
import { ALERT_STATES } from '../../../src/alerts/tables.ts'
import { national } from '../../clock/fixtures.ts'
import { anAlert, CONDUCT, RAISED } from './any-alert.ts'

/** The graph once more, drawn by hand: to confirm → issued → acknowledged → (appealed → upheld | revoked) → closed. */
const GRAPH: Readonly<Record<AlertState, readonly AlertState[]>> = {
  TO_CONFIRM: ['ISSUED', 'REVOKED'],
  ISSUED: ['ACKNOWLEDGED', 'APPEALED', 'CLOSED'],
  ACKNOWLEDGED: ['APPEALED', 'CLOSED'],
  APPEALED: ['UPHELD', 'REVOKED'],
  UPHELD: ['CLOSED'],
  REVOKED: [],
  CLOSED: [],
}

type Move = { readonly kind: Step | 'END'; readonly minutes: number; readonly text: string }
type TakeStep = typeof takeStep

const moveArb: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...(Object.keys(STEPS) as Step[]), 'END' as const),
  minutes: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  text: fc.constantFrom('补办', '说明', '再说明'),
})

const lifeArb = fc.record({
  level: fc.constantFrom('WARNING' as const, 'YELLOW' as const, 'RED' as const),
  state: fc.constantFrom('TO_CONFIRM' as const, 'ISSUED' as const),
  moves: fc.array(moveArb, { minLength: 1, maxLength: 14 }),
})

const live = (take: TakeStep, { level, state, moves }: typeof lifeArb extends fc.Arbitrary<infer T> ? T : never) => {
  let alert = anAlert({ level, state })
  let now = RAISED.getTime()
  const cards: AlertTable[] = [alert]
  const steps: Moved['steps'][number][] = [raisedStep(alert)]
  for (const { kind, minutes, text } of moves) {
    now += minutes * 60_000
    const at = new Date(now)
    const moved =
      kind === 'END'
        ? endSubject(alert, alert.endedAt ?? at, at)
        : take(alert, { kind, at, actor: { id: 'a', name: 'a' }, text })
    if (moved === null) continue
    alert = moved.alert
    cards.push(alert)
    steps.push(...moved.steps)
  }
  return { cards, steps, last: alert }
}

const keepsToTheGraph = (take: TakeStep) =>
  fc.property(lifeArb, (life) => {
    const { steps, last } = live(take, life)
    for (const [index, { fromState, toState }] of steps.entries()) {
      if (index === 0 || fromState === null) continue
      expect(fromState, 'the trail is one chain').toBe(steps[index - 1]?.toState)
      if (fromState !== toState) expect(GRAPH[fromState]).toContain(toState)
      expect(['REVOKED', 'CLOSED'], 'nothing opens again').not.toContain(fromState)
    }
    expect(steps.at(-1)?.toState).toBe(last.state)
    expect(last.closedAt !== null).toBe(last.state === 'CLOSED')
    expect(last.revokedAt !== null).toBe(last.state === 'REVOKED')
  })

const closesInTime = (take: TakeStep) =>
  fc.property(lifeArb, ({ level, ...life }) => {
    const { last } = live(take, { ...life, level, moves: life.moves.filter(({ kind }) => kind !== 'CLOSED') })
    const answered = level === 'WARNING' || last.feedbackAt !== null
    if (last.state === 'CLOSED') expect([last.endedAt !== null, answered]).toEqual([true, true])
    const isOpen = ['ISSUED', 'ACKNOWLEDGED', 'UPHELD'].includes(last.state)
    if (last.endedAt !== null && answered) expect(isOpen, 'nothing is left to do').toBe(false)
  })

const keepsItsInstants = (take: TakeStep) =>
  fc.property(lifeArb, fc.integer({ min: 0, max: 10 * 24 * 60 }), (life, minutes) => {
    const { cards } = live(take, life)
    const [first] = cards
    const later = new Date(RAISED.getTime() + minutes * 60_000)
    for (const card of cards) {
      expect([card.raisedAt, card.rule, card.escalatesAt, card.feedbackDueAt]).toEqual([
        first?.raisedAt,
        first?.rule,
        first?.escalatesAt,
        first?.feedbackDueAt,
      ])
      expect(standingAt(issuedRule(card), later)).toEqual(standingAt(issuedRule(anAlert()), later))
    }
  })

describe('6.4-b: the life of a card', () => {
  test('no sequence of steps leaves the graph, and nothing opens again', () => {
    fc.assert(keepsToTheGraph(takeStep), { numRuns: 1_000 })
  })

  test('a yellow or red card is done with when there is feedback and its subject has ended, a warning when it has', () => {
    fc.assert(closesInTime(takeStep), { numRuns: 1_000 })
  })

  test('whatever is done with a card, the instants of its escalation and of its feedback do not move', () => {
    fc.assert(keepsItsInstants(takeStep), { numRuns: 500 })
  })

  test('the properties find an escalation that an edit resets (planted defect)', () => {
    const resetting: TakeStep = (alert, doing) => {
      const moved = takeStep(alert, doing)
      if (moved === null || doing.kind !== 'URGED') return moved
      return { ...moved, alert: { ...moved.alert, ...termsOf(CONDUCT, national, doing.at) } }
    }
    expect(() => fc.assert(keepsItsInstants(resetting), { numRuns: 500 })).toThrow(/Property failed/)
  })

  test('the properties find a card that an appeal opens again (planted defect)', () => {
    const reopening: TakeStep = (alert, doing) =>
      takeStep(alert.state === 'CLOSED' && doing.kind === 'APPEALED' ? { ...alert, state: 'ISSUED' } : alert, doing)
    expect(() => fc.assert(keepsToTheGraph(reopening), { numRuns: 1_000 })).toThrow(/Property failed/)
  })

  test('every state is reached from another by some step or is where a card begins', () => {
    const reached = new Set(
      Object.values(STEPS).flatMap(({ leads }) =>
        Object.entries(leads).flatMap(([from, to]) => (from === to ? [] : [to])),
      ),
    )
    expect(ALERT_STATES.filter((state) => !reached.has(state))).toEqual(['TO_CONFIRM'])
  })

  test('a round follows only a revoked card, and only at a later instant', () => {
    const later = new Date(RAISED.getTime() + 1_000)
    expect(roundOf(undefined, RAISED)).toBe(1)
    for (const state of ALERT_STATES) {
      expect(roundOf({ round: 1, state, dueAt: RAISED }, later)).toBe(state === 'REVOKED' ? 2 : null)
      expect(roundOf({ round: 1, state, dueAt: RAISED }, RAISED)).toBe(null)
    }
  })
})
