import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeSlot, type KeyRange } from '../../src/registers/scope-slot.ts'

const overlaps = (a: KeyRange, b: KeyRange): boolean => a.lo < b.hi && b.lo < a.hi

const spans = fc.constantFrom(16, 160, 1_600)

test('new children get free, disjoint, aligned ranges within the parent, as long as there is room', () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.array(fc.record({ span: spans, wanted: fc.integer({ min: -2_000, max: 20_000 }) }), { maxLength: 60 }),
    (at, children) => {
      const parent = { lo: at * 16_000, hi: at * 16_000 + 16_000 }
      const taken: KeyRange[] = []
      for (const { span, wanted } of children) {
        const slot = freeSlot(parent, span, taken, parent.lo + wanted)
        const every = Array.from({ length: 16_000 / span - 1 }, (_, step) => parent.lo + (step + 1) * span)
        const roomLeft = every.some((lo) => !taken.some((range) => overlaps(range, { lo, hi: lo + span })))
        expect(slot !== null).toBe(roomLeft)
        if (slot === null) continue
        expect(slot.hi - slot.lo).toBe(span)
        expect((slot.lo - parent.lo) % span).toBe(0)
        expect(slot.lo).toBeGreaterThan(parent.lo)
        expect(slot.hi).toBeLessThanOrEqual(parent.hi)
        expect(taken.some((range) => overlaps(range, slot))).toBe(false)
        taken.push(slot)
      }
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('takes the place that the code has by nature when it is free', () => {
  expect(freeSlot({ lo: 0, hi: 1_600 }, 16, [{ lo: 16, hi: 32 }], 160)).toEqual({ lo: 160, hi: 176 })
  expect(freeSlot({ lo: 0, hi: 1_600 }, 16, [{ lo: 160, hi: 176 }], 160)).toEqual({ lo: 176, hi: 192 })
})

test('fills a gap when the end is taken, and never the parent’s own key', () => {
  const taken = [
    { lo: 16, hi: 32 },
    { lo: 48, hi: 64 },
  ]
  expect(freeSlot({ lo: 0, hi: 64 }, 16, taken, 0)).toEqual({ lo: 32, hi: 48 })
  expect(freeSlot({ lo: 0, hi: 64 }, 16, [...taken, { lo: 32, hi: 48 }], 0)).toBeNull()
})
