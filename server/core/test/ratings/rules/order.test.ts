import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ORDER_STATES, ORDER_STEPS, type OrderState } from '../../../src/ratings/contract.ts'
import { possibleSteps, refusalOf, stateAfter, type OrderPerson } from '../../../src/ratings/rules/order.ts'

const desk: OrderPerson = { id: 'desk', mayHandle: true, mayAnswer: true, isRated: false }
const rated: OrderPerson = { ...desk, id: 'rated', isRated: true }

describe('the way of a work order', () => {
  it('5-g: strikes out by two people, never by who proposed it', () => {
    const proposed = { verifiedById: 'desk' }
    expect(refusalOf('STRIKE', desk, proposed)).toBe('SAME_PERSON')
    expect(refusalOf('STRIKE', { ...desk, id: 'other' }, proposed)).toBeNull()
  })

  it('5-g: lets the rated answer, and neither meet the rater nor judge', () => {
    const open = (state: OrderState) => possibleSteps(state, rated, { verifiedById: null })
    expect(ORDER_STATES.flatMap(open)).toEqual(['FIX', 'EXPLAIN'])
  })

  it('5-g: ends in no way past a contact and a verdict', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDER_STEPS), { maxLength: 40 }), (steps) => {
        let state: OrderState = 'OPEN'
        const taken: string[] = []
        for (const step of steps) {
          const after = stateAfter(state, step)
          if (after === null) continue
          state = after
          taken.push(step)
        }
        if (state !== 'CLOSED' && state !== 'STRUCK_OUT') return
        expect(taken[0]).toBe('CONTACT')
        expect(taken.some((step) => ['UPHOLD', 'REJECT', 'PROPOSE_STRIKE'].includes(step))).toBe(true)
        if (state === 'CLOSED') expect(taken.some((step) => step === 'FIX' || step === 'EXPLAIN')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
