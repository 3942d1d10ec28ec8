import { describe, expect, it } from 'vitest'
import { matchPath } from '../../src/page/match-path.ts'

describe('the address of a plugin page', () => {
  it('fits its pattern and gives the parameters', () => {
    expect(matchPath('[code]', '430000000000')).toEqual({ code: '430000000000' })
    expect(matchPath('[code]/matters/[id]', '430000000000/matters/7')).toEqual({ code: '430000000000', id: '7' })
    expect(matchPath('', '')).toEqual({})
  })
  it('does not fit another', () => {
    expect(matchPath('[code]', '')).toBeNull()
    expect(matchPath('[code]/matters', '430000000000/halls')).toBeNull()
  })
})
