import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedKeys } from '../../src/access/personal/keys.ts'
import { createSignedTokens } from '../../src/access/signed-tokens.ts'

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) })
const old = createSignedTokens(fixedKeys([key('a', 1)]), 'ratings')
const rotated = createSignedTokens(fixedKeys([key('b', 2), key('a', 1)]), 'ratings')
const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 })

describe('a signed token', () => {
  it('gives back what was signed, also after another key was put before', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const token = old.sign('rate', content)
        expect(old.read('rate', token)).toEqual(Buffer.from(content))
        expect(rotated.read('rate', token)).toEqual(Buffer.from(content))
        expect(old.read('rate', rotated.sign('rate', content))).toBeNull()
      }),
    )
  })

  it('is good for one purpose of one plugin, and for no other content', () => {
    const other = createSignedTokens(fixedKeys([key('a', 1)]), 'surveys')
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, at, change) => {
        const token = old.sign('rate', content)
        expect([old.read('urge', token), other.read('rate', token)]).toEqual([null, null])
        const spoilt = Buffer.from(token, 'base64url')
        const place = at % spoilt.length
        spoilt[place] = (spoilt[place] ?? 0) ^ change
        expect(old.read('rate', spoilt.toString('base64url'))).toBeNull()
      }),
    )
  })

  it.each(['', 'x', '!!!!', 'a'.repeat(10_000)])('is not %j', (token) => {
    expect(old.read('rate', token)).toBeNull()
  })
})
