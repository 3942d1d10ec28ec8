import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RatingFacts } from '../../src/tables.ts'
import { faultAfter, faultsOf } from '../../src/rules/rating-faults.ts'

const SOUND: RatingFacts = {
  ratings: 100,
  defaults: 10,
  duplicates: 0,
  mostInTenMinutes: 4,
  beforeClose: 0,
  ownDevice: 0,
  bestWithoutWords: 60,
  services: 105,
}

const kinds = (more: Partial<RatingFacts>) => faultsOf({ ...SOUND, ...more }).map(({ kind }) => kind)

describe('the monitor of ratings (7-c)', () => {
  it('finds nothing in sound ratings, and each fault alone', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ defaults: 51 })).toEqual(['DEFAULTS'])
    expect(kinds({ duplicates: 1 })).toEqual(['DUPLICATES'])
    expect(kinds({ mostInTenMinutes: 21 })).toEqual(['BURST'])
    expect(kinds({ beforeClose: 1 })).toEqual(['BEFORE_CLOSE'])
    expect(kinds({ ownDevice: 2 })).toEqual(['OWN_DEVICE'])
    expect(kinds({ bestWithoutWords: 100 })).toEqual(['ALL_BEST'])
    expect(kinds({ services: 120 })).toEqual(['COVERAGE'])
  })

  it('says nothing of shares when there are few', () => {
    expect(kinds({ ratings: 5, defaults: 5, bestWithoutWords: 5, services: 6 })).toEqual([])
  })

  it('names at most one fault of a kind, and parts that are no more than the whole', () => {
    const n = fc.nat({ max: 200 })
    const facts = fc.record({
      ratings: n,
      defaults: n,
      duplicates: n,
      mostInTenMinutes: n,
      beforeClose: n,
      ownDevice: n,
      bestWithoutWords: n,
      services: n,
    })
    fc.assert(
      fc.property(facts, (given) => {
        const found = faultsOf(given).map(({ kind }) => kind)
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })

  it('is judged, corrected and closed in this order, and closed by somebody else', () => {
    expect(faultAfter('DETECTED', 'CONFIRM', 'a', null)).toBe('CONFIRMED')
    expect(faultAfter('DETECTED', 'CORRECT', 'a', null)).toBeNull()
    expect(faultAfter('CONFIRMED', 'CORRECT', 'a', null)).toBe('CORRECTED')
    expect(faultAfter('CORRECTED', 'CLOSE', 'a', 'a')).toBeNull()
    expect(faultAfter('CORRECTED', 'CLOSE', 'b', 'a')).toBe('CLOSED')
    expect(faultAfter('DISMISSED', 'CORRECT', 'b', null)).toBeNull()
  })
})
