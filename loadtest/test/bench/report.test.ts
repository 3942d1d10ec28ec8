import { expect, it } from 'vitest'
import type { Compared, Outcome } from '../../bench/outcome.ts'
import {
  broken,
  closingLine,
  falls,
  goalsOf,
  merged,
  ofBench,
  tableOf,
  weakest,
  type Report,
} from '../../bench/report.ts'
import { spreadOf } from '../../bench/spread.ts'

const compared = (ratio: number, goal: Compared['goal'] = { atLeast: 1 }): Compared => ({
  against: 'peer',
  of: 'events a second',
  ratio: spreadOf([ratio]),
  goal,
})
const outcome = (ratio: Compared, more: Partial<Outcome> = {}): Outcome => ({
  code: 'B1',
  question: 'how fast',
  arms: { own: { 'events a second': spreadOf([3, 1, 2]) } },
  ratios: [ratio],
  ...more,
})
const report = (...outcomes: readonly Outcome[]): Report => ({
  date: '2026-01-02',
  events: 1,
  rounds: 1,
  machine: { processors: 1, model: 'any', node: 'any', load: [] },
  outcomes,
})

it('sees a ratio fall by more than a quarter, and not by less', () => {
  expect(falls([outcome(compared(4))], [outcome(compared(3.01))])).toEqual([])
  expect(falls([outcome(compared(4))], [outcome(compared(2.99))])).toEqual([
    'B1 against peer (events a second) was 4× and is 2.99×.',
  ])
})

it('sees a ratio rise that should be small, and lets it fall', () => {
  const of = (ratio: number) => [outcome(compared(ratio, { atMost: 1 }))]
  expect(falls(of(0.4), of(0.1))).toEqual([])
  expect(falls(of(0.4), of(0.53))).toEqual([])
  expect(falls(of(0.4), of(0.54))).toHaveLength(1)
})

it('believes no fall that another run did not see', () => {
  const [fast, slow] = [[outcome(compared(4))], [outcome(compared(2))]]
  expect(falls(fast, slow, fast)).toEqual([])
  expect(falls(fast, slow, slow)).toEqual(['B1 against peer (events a second) was 4× and is 2×, is 2×.'])
})

it('keeps the weakest of several runs, by what each ratio should come to', () => {
  const run = (high: number, low: number, other: number) => [
    outcome(compared(high)),
    outcome(compared(low, { atMost: 1 }), { code: 'B5' }),
    outcome(compared(other, null), { code: 'B9' }),
  ]
  const ratios = weakest([run(4, 0.2, 1), run(3, 0.3, 9), run(5, 0.1, 5)]).map(({ ratios: [one] }) => one?.ratio.median)
  expect(ratios).toEqual([3, 0.3, 5])
})

it('compares nothing with what was never measured', () => {
  expect(falls([], [outcome(compared(1))])).toEqual([])
})

it('sees that a ratio is missing', () => {
  expect(falls([outcome(compared(9), { code: 'B1 late' })], [outcome(compared(1))])).toEqual([
    'B1 late against peer (events a second) was 9× and is not measured any more.',
  ])
})

it('judges no ratio of which nobody said what is better', () => {
  expect(falls([outcome(compared(9, null))], [outcome(compared(1, null))])).toEqual([])
})

it('takes the outcomes of a benchmark for those of no other', () => {
  const outcomes = ['B1', 'B1 late', 'B10'].map((code) => outcome(compared(1), { code }))
  expect(ofBench(outcomes, 'B1').map(({ code }) => code)).toEqual(['B1', 'B1 late'])
})

it('counts what held and what fell', () => {
  const checks = [{ said: '0 of 9 lost', holds: true }]
  const outcomes = [outcome(compared(1), { checks }), outcome(compared(1, null), { code: 'B2' })]
  expect(closingLine(outcomes, [])).toBe('2 held, 0 fell')
  expect(closingLine(outcomes, ['B1 fell.'])).toBe('1 held, 1 fell')
})

it('tells what is not as it must be, whatever was before', () => {
  const checks = [
    { said: '0 of 9 lost', holds: true },
    { said: '0 of 9 twice', holds: false },
  ]
  expect(broken([outcome(compared(1), { checks })])).toEqual(['B1: not so: 0 of 9 twice.'])
})

it('keeps what was not measured again, in the order of the codes', () => {
  const kept = merged(report(outcome(compared(1), { code: 'B10' }), outcome(compared(1))), report(outcome(compared(2))))
  expect(kept.outcomes.map(({ code, ratios }) => [code, ratios[0]?.ratio.median])).toEqual([
    ['B1', 2],
    ['B10', 1],
  ])
})

it('says middle, least and most of the rounds, and whether a goal is met', () => {
  const table = tableOf(report(outcome(compared(0.5, { atLeast: 0.4 })), outcome(compared(0.5, { atMost: 0.4 }))))
  expect(table).toContain('| own | 2 (1–3) |')
  expect(table).toContain('≥ 0.4× ✓')
  expect(table).toContain('≤ 0.4× ✗')
})

it('lists the ratios that have a goal', () => {
  const goals = goalsOf(report(outcome(compared(0.5, { atMost: 1 / 3 })), outcome(compared(2, null))))
  expect(goals.split('\n').slice(2)).toEqual(['| B1 | peer | events a second | 0.5× | ≤ 0.333× ✗ |'])
})
