import { describe, expect, it } from 'vitest'
import { covers } from '../../k6/reach.ts'

const person = (region: string, organisation: string | null = null) => ({ region, organisation }) as never
const hall = (region: string, organisation = 'o1') => ({ region, organisation }) as never

describe('who is told of what happens in a hall', () => {
  it.each([
    ['430000000000', '433124000000', true],
    ['431000000000', '431000000000', true],
    ['431000000000', '431002000000', true],
    ['431000000000', '431102000000', false],
    ['431000000000', '431321000000', false],
    ['433100000000', '433124000000', true],
    ['433124000000', '433124101000', true],
    ['433124000000', '433125000000', false],
    ['433124100000', '433124100200', true],
    ['433124100000', '433124101000', false],
  ])('%s and a hall of %s: %s', (region, seat, told) => {
    expect(covers(person(region), hall(seat))).toBe(told)
  })

  it('is only their own organisation for those who are bound to one', () => {
    expect(covers(person('430000000000', 'o1'), hall('433124000000'))).toBe(true)
    expect(covers(person('430000000000', 'o2'), hall('433124000000'))).toBe(false)
  })
})
