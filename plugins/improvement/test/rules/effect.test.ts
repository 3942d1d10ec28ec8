import fc from 'fast-check'
import { expect, it } from 'vitest'
import { effectDueAt, effectOf } from '../../src/rules/effect.ts'

const CLOSED = new Date('2026-03-02T10:00:00+08:00')
const after = (days: number) => new Date(CLOSED.getTime() + days * 86_400_000)

it('7-d: a closed repair is pending until its days are over, and then effective unless the cause came again', () => {
  const due = effectDueAt(CLOSED, 90)
  expect(effectOf(due, null, after(89))).toBe('PENDING')
  expect(effectOf(due, null, after(90))).toBe('EFFECTIVE')
  expect(effectOf(due, after(10), after(11))).toBe('REPEATED')
  expect(effectOf(due, after(91), after(100))).toBe('EFFECTIVE')
})

it('7-d: what was judged once is judged so ever after', () => {
  const day = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(day, fc.option(day), fc.integer({ min: 1, max: 200 }), day, (seen, repeated, days, later) => {
      const due = effectDueAt(CLOSED, days)
      const at = repeated === null ? null : after(repeated)
      const first = effectOf(due, at !== null && at <= after(seen) ? at : null, after(seen))
      if (first !== 'PENDING') expect(effectOf(due, at, after(seen + later))).toBe(first)
    }),
  )
})
