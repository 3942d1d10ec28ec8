import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from './personal/keys.ts'

/**
 * Tokens for people without an account: a few bytes with a signature of this installation. They hide nothing, cannot be
 * made up, and are good for one purpose of one plugin. What they allow, and how often, is the plugin's to say.
 */
export type SignedTokens = {
  /** @param purpose a word, such as `rate` */
  readonly sign: (purpose: string, content: Uint8Array) => string
  /** The content; null for what this installation never signed for that purpose. */
  readonly read: (purpose: string, token: string) => Buffer | null
}

const MARK_BYTES = 16
const LONGEST = 400

/** Signs by HMAC-SM3 under a key that is derived from the ring: with its first key, and reads with any. */
export const createSignedTokens = (keys: Keys, owner: string): SignedTokens => {
  const mark = (key: ReturnType<Keys['sealing']>, purpose: string, content: Uint8Array): Buffer =>
    createHmac('sm3', key.token).update(`${owner}\n${purpose}\n`).update(content).digest().subarray(0, MARK_BYTES)
  return {
    sign: (purpose, content) => Buffer.concat([content, mark(keys.sealing(), purpose, content)]).toString('base64url'),
    read: (purpose, token) => {
      const bytes = Buffer.from(token.slice(0, LONGEST), 'base64url')
      if (bytes.length <= MARK_BYTES || bytes.toString('base64url') !== token) return null
      const [content, given] = [bytes.subarray(0, -MARK_BYTES), bytes.subarray(-MARK_BYTES)]
      return keys.all().some((key) => timingSafeEqual(mark(key, purpose, content), given)) ? content : null
    },
  }
}
