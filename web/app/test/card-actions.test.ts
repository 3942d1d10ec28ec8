import { describe, expect, it } from 'vitest'
import { offered } from '../src/lib/lists/card-actions.ts'

describe('what is offered for chosen cards', () => {
  const issued = { id: 'a', possibleSteps: ['ACKNOWLEDGED', 'FED_BACK', 'APPEALED'] } as const
  const taken = { id: 'b', possibleSteps: ['FED_BACK', 'URGED'] } as const

  it('is what the server says of each, with those of which it says so', () => {
    expect(offered([issued, taken]).map(({ action, ids }) => [action.name, ids])).toEqual([
      ['acknowledge', ['a']],
      ['feedBack', ['a', 'b']],
      ['appeal', ['a']],
      ['urge', ['b']],
    ])
  })

  it('is nothing where nothing can be done', () => {
    expect(offered([{ id: 'c', possibleSteps: [] }])).toEqual([])
    expect(offered([])).toEqual([])
  })
})
