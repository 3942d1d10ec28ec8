import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

const KEY = /^zk_([a-z0-9]{8})_[\w-]{43}$/u
const PREFIX_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** SHA-256 of a secret that is itself random, hex: what the database keeps of a token or key. */
export function digest(secret: string): string {
  return hash('sha256', secret, 'hex')
}

/** Whether two digests agree, in constant time. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** 32 random bytes, as text that fits a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A new API key `zk_<prefix>_<secret>` and the prefix by which it is found. */
export function newApiKey(): { readonly key: string; readonly prefix: string } {
  const prefix = Array.from({ length: 8 }, () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)]).join('')
  return { key: `zk_${prefix}_${newToken()}`, prefix }
}

/** The prefix of a text that looks like an API key. */
export function apiKeyPrefix(text: string): string | undefined {
  return KEY.exec(text)?.[1]
}

/** A password that can be read aloud and typed: four groups of five letters and digits, some 100 bits. */
export function madeUpPassword(): string {
  const group = () => Array.from({ length: 5 }, () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
