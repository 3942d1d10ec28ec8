import { describe, expect, it } from 'vitest'
import { packLink, unpackLink } from '../../../src/ratings/rules/link.ts'
import { QUESTIONS } from '../../../src/ratings/rules/questions.ts'
import { DEFAULT_TERMS, termsFor } from '../../../src/ratings/rules/terms.ts'
import { isRatingFault, readRating } from '../../../src/ratings/rules/written.ts'
import { encodeCaseId } from '../../../src/cases/case-id.ts'

const faultOf = (written: Parameters<typeof readRating>[0]) => {
  const read = readRating(written)
  return isRatingFault(read) ? read.field : null
}

describe('a rating as it is sent', () => {
  it('is read with the newest questions unless it names a version', () => {
    expect(readRating({ grade: 2, tags: ['SLOW', 'SLOW'], words: ' 等了很久 ' })).toEqual({
      grade: 2,
      isDefault: false,
      version: QUESTIONS.at(-1)?.version,
      tags: ['SLOW'],
      items: {},
      words: '等了很久',
    })
  })

  it.each([
    ['grade', { grade: 6 }],
    ['grade', { grade: 2.5 }],
    ['version', { grade: 3, version: 99 }],
    ['tags', { grade: 5, tags: ['SLOW'] }],
    ['tags', { grade: 1, tags: ['NEVER_WAS'] }],
    ['tags', { grade: 5, isDefault: true, words: '好' }],
    ['items', { grade: 3, items: [{ code: 'SPEED', grade: 9 }] }],
    [
      'items',
      {
        grade: 3,
        items: [
          { code: 'SPEED', grade: 1 },
          { code: 'SPEED', grade: 2 },
        ],
      },
    ],
    ['words', { grade: 3, words: '长'.repeat(501) }],
  ])('is refused at its %s: %j', (field, written) => {
    expect(faultOf(written)).toBe(field)
  })
})

describe('a link to rate', () => {
  it('is read as it was packed, to the second, and no two are alike', () => {
    const caseId = encodeCaseId({
      areaCode: 433124,
      openedOn: '2026-03-02',
      caseId: '0195a1b2-0000-7000-8000-0123456789ab',
    })
    const link = { caseId, kind: 'FOLLOW_UP', channel: 'SMS', expiresAt: new Date('2026-04-01T00:00:00Z') } as const
    const packed = packLink(link)
    expect(unpackLink(packed)).toEqual(link)
    expect(packLink(link).equals(packed)).toBe(false)
    expect(unpackLink(packed.subarray(1))).toBeNull()
  })
})

describe('what holds for ratings', () => {
  const set = (regionId: number, organisationId: number | null, contactDays: number) => ({
    ...DEFAULT_TERMS,
    regionId,
    organisationId,
    contactDays,
  })

  it('is what the nearest region set, and there for the organisation before all others', () => {
    const all = [set(1, null, 2), set(2, null, 3), set(1, 7, 4), set(9, 7, 5)]
    expect(termsFor(all, [1, 2, 3], null).contactDays).toBe(3)
    expect(termsFor(all, [1, 2, 3], 7).contactDays).toBe(3)
    expect(termsFor([...all, set(2, 7, 6)], [1, 2, 3], 7).contactDays).toBe(6)
    expect(termsFor(all, [1], 7).contactDays).toBe(4)
    expect(termsFor([], [1], 7)).toEqual(DEFAULT_TERMS)
  })
})
