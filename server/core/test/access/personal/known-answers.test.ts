import { createCipheriv, createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'

const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')

describe('the ciphers of this runtime', () => {
  test.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('SM3 gives the digest that GB/T 32905-2016 prints for an example', (text, digest) => {
    expect(createHash('sm3').update(text).digest('hex')).toBe(digest)
  })

  test('SM4 gives the block that GB/T 32907-2016 prints for its example', () => {
    const cipher = createCipheriv('sm4-ecb', block, null).setAutoPadding(false)
    expect(cipher.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  test('SM4-CTR encrypts its counter block as SM4 does', () => {
    const cipher = createCipheriv('sm4-ctr', block, block)
    expect(cipher.update(Buffer.alloc(16)).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })
})
