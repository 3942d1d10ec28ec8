import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsOn, isLedOn, leaderUntil } from '../../../src/halls/rules/leader.ts'
import type { GroupDuty } from '../../../src/halls/tables.ts'

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
const validity = fc
  .record({ from: fc.integer({ min: 0, max: 40 }), days: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }) })
  .map(({ from, days }) => ({ validFrom: day(from), validTo: days === null ? null : day(from + days) }))
const members = fc.array(
  fc.record({ validity, duty: fc.constantFrom<GroupDuty>('PRIMARY_LEADER', 'LEADER', 'MEMBER') }),
  { maxLength: 5 },
)

describe('4-a: until when a group is led', () => {
  it('is what a look at every day says', () => {
    fc.assert(
      fc.property(validity, members, fc.integer({ min: 0, max: 60 }), (group, drawn, today) => {
        const all = drawn.map(({ validity: own, duty }) => ({ ...own, duty }))
        const days = Array.from({ length: 200 }, (_, n) => day(today + n))
        const naive = days.find((each) => {
          const leads = all.some((member) => member.duty === 'PRIMARY_LEADER' && holdsOn(member, each))
          return !leads || !holdsOn(group, each)
        })
        expect(leaderUntil(group, all, day(today))).toBe(naive ?? null)
      }),
    )
  })

  it('has an end with the group itself', () => {
    const group = { validFrom: day(0), validTo: day(9) }
    const leader = { duty: 'PRIMARY_LEADER', validFrom: day(0), validTo: null } as const
    expect(leaderUntil(group, [leader], day(3))).toBe(day(9))
    expect(isLedOn(group, [leader], day(9))).toBe(false)
    expect(isLedOn(group, [{ ...leader, duty: 'LEADER' }], day(3))).toBe(false)
  })
})
