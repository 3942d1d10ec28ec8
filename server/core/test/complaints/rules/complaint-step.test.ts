import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ComplaintState } from '../../../src/complaints/contract.ts'
import { COMPLAINT_CATEGORIES } from '../../../src/complaints/contract.ts'
import {
  BEGINS_ANEW,
  COMPLAINT_STEPS,
  stateAfter,
  type Standing,
} from '../../../src/complaints/rules/complaint-step.ts'
import { belongsTo, refusalOf, type Person } from '../../../src/complaints/rules/person.ts'

type Act = { readonly step: (typeof COMPLAINT_STEPS)[number]; readonly person: Person; readonly to: Person }

const people = fc.record<Person>({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  mayHandle: fc.boolean(),
  mayJudge: fc.boolean(),
  maySeal: fc.boolean(),
  isOfUnit: fc.boolean(),
})
const acts = fc.array(fc.record<Act>({ step: fc.constantFrom(...COMPLAINT_STEPS), person: people, to: people }), {
  maxLength: 60,
})
const fresh = (sealed: boolean, category: Standing['category']): Standing => ({
  state: 'RECEIVED',
  category,
  sealed,
  appealed: false,
  released: false,
  handlerId: null,
  investigatedById: null,
  judgedById: null,
  reviewedById: null,
})

/** A complaint as it is after a step that its person, or by APPEAL its complainant, may take. */
const after = (standing: Standing, { step, person, to }: Act): Standing => {
  const state = stateAfter(standing, step)
  if (state === null || (step !== 'APPEAL' && refusalOf(standing, step, person) !== null)) return standing
  const { id } = person
  const anew = BEGINS_ANEW.has(step) ? { handlerId: null, investigatedById: null, judgedById: null } : {}
  return {
    ...standing,
    ...anew,
    state,
    ...(step === 'APPEAL' && { appealed: true }),
    ...(step === 'ASSIGN' && { handlerId: to.id }),
    ...(step === 'INVESTIGATE' && { investigatedById: id }),
    ...(step === 'JUDGE' && { judgedById: id }),
    ...((step === 'CONFIRM' || step === 'OVERTURN') && { reviewedById: id }),
  }
}

const walks = (holds: (before: Standing, now: Standing, act: Act) => boolean) =>
  fc.assert(
    fc.property(fc.boolean(), fc.constantFrom(...COMPLAINT_CATEGORIES), acts, (sealed, category, taken) => {
      let standing = fresh(sealed, category)
      return taken.every((act) => {
        const before = standing
        standing = after(before, act)
        return standing === before || holds(before, standing, act)
      })
    }),
    { numRuns: 500 },
  )

describe('the steps of a complaint (6.3-k)', () => {
  it('lead from receipt over acceptance, assignment, investigation and judgement to the reply and the end', () => {
    const steps = ['ACCEPT', 'ASSIGN', 'INVESTIGATE', 'JUDGE', 'REPLY', 'APPEAL', 'OVERTURN', 'ASSIGN'] as const
    const states: (ComplaintState | null)[] = []
    for (const step of steps) {
      const state = states.at(-1) ?? 'RECEIVED'
      states.push(stateAfter({ ...fresh(false, 'ATTITUDE'), state }, step))
    }
    expect(states).toEqual([
      'ACCEPTED',
      'ASSIGNED',
      'INVESTIGATED',
      'JUDGED',
      'REPLIED',
      'APPEALED',
      'ACCEPTED',
      'ASSIGNED',
    ])
  })

  it('are taken by nobody of the unit complained of', () => {
    walks((_, __, { step, person: { isOfUnit } }) => step === 'APPEAL' || !isOfUnit)
  })

  it('come to a reply only over a judgement by another than who looked into it', () => {
    walks(
      (before, { state, handlerId, investigatedById, judgedById }) =>
        !['JUDGED', 'REPLIED'].includes(state) ||
        (investigatedById !== null &&
          investigatedById === handlerId &&
          judgedById !== investigatedById &&
          before !== null),
    )
  })

  it('review what was judged once, and by another than who judged or looked into it', () => {
    walks((before, now, { step, person: { id } }) => {
      if (step === 'APPEAL') return !before.appealed && now.appealed
      return (step !== 'CONFIRM' && step !== 'OVERTURN') || ![before.judgedById, before.investigatedById].includes(id)
    })
  })

  it('refer nothing that its unit knows of, and accept nothing about integrity', () => {
    walks((_, { sealed, category }, { step }) =>
      step === 'REFER' ? sealed : step !== 'ACCEPT' || category !== 'INTEGRITY',
    )
  })

  it('are over for a sealed complaint that was released', () => {
    const released = { ...fresh(true, 'ATTITUDE'), released: true, state: 'CLOSED' } as const
    expect(COMPLAINT_STEPS.filter((step) => stateAfter(released, step) !== null)).toEqual([])
  })
})

describe('who belongs to a unit complained of', () => {
  const unit = { organisationId: 7, hallId: 8, range: null }
  const grant = (organisationId: number | null, hallId: number | null, lo = 0, hi = 1_000) => ({
    organisationId,
    hallId,
    lo,
    hi,
  })

  it('is who holds any grant bound to its organisation or hall', () => {
    expect(belongsTo(unit, [grant(null, null), grant(7, null)])).toBe(true)
    expect(belongsTo(unit, [grant(null, 8)])).toBe(true)
    expect(belongsTo(unit, [grant(6, 9), grant(null, null, 100, 200)])).toBe(false)
    expect(belongsTo({ ...unit, organisationId: null, hallId: null }, [grant(null, null)])).toBe(false)
  })

  it('is, for a sealed one, everybody with a grant in its region', () => {
    expect(belongsTo({ ...unit, range: { lo: 100, hi: 200 } }, [grant(null, null), grant(null, null, 120, 130)])).toBe(
      true,
    )
    expect(belongsTo({ ...unit, range: { lo: 100, hi: 200 } }, [grant(null, null)])).toBe(false)
  })
})
