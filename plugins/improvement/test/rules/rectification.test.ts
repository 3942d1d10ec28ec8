import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isOpen,
  possibleSteps,
  refusalOf,
  stateAfter,
  STEPS,
  type Doers,
  type Person,
} from '../../src/rules/rectification.ts'
import type { RectificationState } from '../../src/contract.ts'
import type { RectificationStep } from '../../src/tables.ts'

const NOBODY: Doers = { acceptedById: null, plannedById: null, doneById: null, fedBackById: null }
const ALL = { mayAssign: true, mayRectify: true, maySupervise: true, isOfUnit: false }
const person = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  mayAssign: fc.boolean(),
  mayRectify: fc.boolean(),
  maySupervise: fc.boolean(),
  isOfUnit: fc.boolean(),
})
const acts = fc.array(fc.tuple(fc.constantFrom(...STEPS), person), { maxLength: 40 })

const DID: Partial<Record<RectificationStep, keyof Doers>> = {
  ACCEPT: 'acceptedById',
  PLAN: 'plannedById',
  FINISH: 'doneById',
  FEED_BACK: 'fedBackById',
}

/**
 * The reference: nothing but the list of what was done since the last hand-over, told in words of clause 7-b. It knows
 * no states; what may come next follows from what came before.
 */
const mayFollow = (done: readonly RectificationStep[], step: RectificationStep): boolean => {
  const last = done.at(-1)
  const order: readonly RectificationStep[] = ['ASSIGN', 'ACCEPT', 'PLAN', 'FINISH', 'FEED_BACK']
  const began = last === 'FAIL' || last === 'REPEAT' ? 'ASSIGN' : last
  if (began === 'WITHDRAW') return false
  if (step === 'WITHDRAW')
    return done.length <= 2 || ((done.at(-2) === 'FAIL' || done.at(-2) === 'REPEAT') && last === 'ACCEPT')
  if (step === 'PASS' || step === 'FAIL') return began === 'FEED_BACK'
  if (step === 'REPEAT') return began === 'PASS'
  return began === undefined ? step === 'ASSIGN' : began !== 'PASS' && order.indexOf(step) === order.indexOf(began) + 1
}

/** Takes what may be taken of some acts, and gives who did what in the end. */
const walk = (taken: readonly (readonly [RectificationStep, Person])[]) => {
  let state: RectificationState = 'FOUND'
  let doers = NOBODY
  const done: RectificationStep[] = []
  const rechecks: { readonly by: Person; readonly doers: Doers; readonly step: RectificationStep }[] = []
  for (const [step, by] of taken) {
    const next: RectificationState | null = stateAfter(state, step)
    expect(next !== null).toBe(mayFollow(done, step))
    if (next === null || (step !== 'REPEAT' && refusalOf(step, by, doers) !== null)) continue
    if (step === 'PASS' || step === 'FAIL') rechecks.push({ by, doers, step })
    const field = DID[step]
    doers = next === 'REOPENED' ? NOBODY : field === undefined ? doers : { ...doers, [field]: by.id }
    state = next
    done.push(step)
  }
  return { state, done, rechecks }
}

describe('a rectification (7-b)', () => {
  it('takes just the steps that follow from what was done, whatever is tried', () => {
    fc.assert(
      fc.property(acts, (taken) => void walk(taken)),
      { numRuns: 400 },
    )
  })

  it('never closes without measures, evidence, report and a recheck by somebody else of another body', () => {
    const forward: readonly RectificationStep[] = ['ASSIGN', 'ACCEPT', 'PLAN', 'FINISH', 'FEED_BACK', 'PASS']
    const who = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), isOfUnit: fc.boolean() })
    const step = fc.oneof({ arbitrary: fc.constantFrom(...forward), weight: 1 }, fc.constantFrom(...STEPS))
    const one = fc.tuple(step, who).map((act) => [act])
    const way = fc.array(who, { minLength: 6, maxLength: 6 }).map((all) => forward.map((each, at) => [each, all[at]]))
    const capable = fc
      .array(fc.oneof(one, way), { maxLength: 12 })
      .map((parts) => parts.flat() as [RectificationStep, Pick<Person, 'id' | 'isOfUnit'>][])
    let closed = 0
    fc.assert(
      fc.property(capable, (taken) => {
        const { state, done, rechecks } = walk(taken.map(([each, by]) => [each, { ...ALL, ...by }]))
        for (const { by, doers } of rechecks) {
          expect(by.isOfUnit).toBe(false)
          expect(Object.values(doers)).not.toContain(by.id)
          expect(Object.values(doers)).not.toContain(null)
        }
        if (state !== 'CLOSED') return
        closed += 1
        expect(done.slice(-4)).toEqual(['PLAN', 'FINISH', 'FEED_BACK', 'PASS'])
      }),
      { numRuns: 500 },
    )
    expect(closed).toBeGreaterThan(0)
  })

  it('offers nobody what they have no right to, and no step on what has ended but its reopening', () => {
    fc.assert(
      fc.property(fc.constantFrom('FOUND', 'FED_BACK', 'CLOSED', 'WITHDRAWN' as const), person, (state, who) => {
        const steps = possibleSteps(state, who, NOBODY)
        if (!isOpen(state)) expect(steps).toEqual([])
        if (!who.maySupervise) expect(steps).not.toContain('PASS')
        if (!who.mayAssign) expect(steps).not.toContain('ASSIGN')
      }),
    )
  })
})
