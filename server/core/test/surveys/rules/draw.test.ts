import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawKey, drawSample } from '../../../src/surveys/rules/draw.ts'

const frameOf = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ id: `case-${at + 1}`, applicant: at % 4 === 0 ? null : `p${at % 7}` }))

describe('a sample', () => {
  it('is the one that these seeds have always drawn', () => {
    expect(drawKey('golden', 'case-1')).toBe('a3509218bd63db3aa2c8f27be496416d754ccfdfe56a113e3b919fd7ec79dc70')
    const ids = (seed: string) => drawSample(frameOf(20), { seed, size: 5 }).map(({ id }) => id)
    expect([ids('golden'), ids('zhikong 2026')]).toEqual([
      ['case-15', 'case-18', 'case-7', 'case-5', 'case-2'],
      ['case-4', 'case-2', 'case-9', 'case-6', 'case-8'],
    ])
  })

  it('does not depend on the order of the frame, has nobody twice, and nobody who was asked lately', () => {
    const items = fc.uniqueArray(
      fc.record({ id: fc.string({ minLength: 1 }), applicant: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')) }),
      { selector: ({ id }) => id, maxLength: 40 },
    )
    const asked = fc.subarray(['a', 'b', 'c']).map((some) => new Set(some))
    fc.assert(
      fc.property(items, fc.string(), fc.nat(30), asked, (frame, seed, size, recently) => {
        const drawn = drawSample(frame, { seed, size, asked: recently })
        expect(drawSample(frame.toReversed(), { seed, size, asked: recently })).toEqual(drawn)
        const people = drawn.flatMap(({ applicant }) => applicant ?? [])
        expect(new Set(people).size).toBe(people.length)
        expect(people.some((one) => recently.has(one))).toBe(false)
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length)
        const able = frame.filter(({ applicant }) => applicant === null || !recently.has(applicant))
        const most =
          able.filter(({ applicant }) => applicant === null).length +
          new Set(able.flatMap((one) => one.applicant ?? [])).size
        expect(drawn.length).toBe(Math.min(size, most))
      }),
    )
  })

  it('gives each item of a frame about the same chance', () => {
    const frame = Array.from({ length: 10 }, (_, at) => ({ id: String(at), applicant: null }))
    const times = new Map<string, number>()
    for (let seed = 0; seed < 2_000; seed += 1)
      for (const { id } of drawSample(frame, { seed: String(seed), size: 3 })) times.set(id, (times.get(id) ?? 0) + 1)
    for (const n of times.values()) expect(Math.abs(n - 600)).toBeLessThan(100)
  })
})
