import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { StartRefused } from '../../operations/start-refused.ts'
import type { MasterKey } from './subkeys.ts'
import { KEY_BYTES } from './subkeys.ts'

/** Keys in order: the first seals, every one opens. */
export type KeyRing = readonly [MasterKey, ...MasterKey[]]

const KEY_ID = /^[a-z0-9][a-z0-9.-]{0,31}$/u
const MOST_KEYS = 20

const ringShape = z.object({
  keys: z
    .array(z.object({ id: z.string(), key: z.string() }))
    .min(1)
    .max(MOST_KEYS),
})

/**
 * Reads a ring: JSON `{"keys": [{"id": "a", "key": "<base64>"}]}`, or `id:base64` joined by commas.
 * @throws StartRefused, one sentence that names `where` and no key
 */
export const readKeyRing = (text: string, where: string): KeyRing => {
  const pairs = text.trim().startsWith('{') ? readJson(text, where) : readList(text)
  const keys = pairs.map(({ id, key }): MasterKey => {
    if (!KEY_ID.test(id))
      throw new StartRefused(`${where} names a key in a way that cannot be used: take a-z, 0-9, dots and hyphens.`)
    const secret = Buffer.from(key, 'base64')
    if (secret.length !== KEY_BYTES)
      throw new StartRefused(`The key "${id}" in ${where} must be ${KEY_BYTES} bytes in base64.`)
    return { id, secret: new Uint8Array(secret) }
  })
  const [first, ...others] = keys
  if (first === undefined) throw new StartRefused(`${where} holds no key.`)
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new StartRefused(`${where} names a key twice.`)
  return [first, ...others]
}

/** The same ring as JSON. */
export const writeKeyRing = (ring: KeyRing): string => {
  const keys = ring.map(({ id, secret }) => ({ id, key: Buffer.from(secret).toString('base64') }))
  return `${JSON.stringify({ keys }, null, 2)}\n`
}

/** A new key, named for the day (UTC) and four letters of chance. */
export const makeKey = (now: Date = new Date()): MasterKey => ({
  id: `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}`,
  secret: new Uint8Array(randomBytes(KEY_BYTES)),
})

type Pair = { readonly id: string; readonly key: string }

const readJson = (text: string, where: string): readonly Pair[] => {
  const parsed = ringShape.safeParse(parseOrNull(text))
  if (!parsed.success) throw new StartRefused(`${where} must be JSON of the form {"keys": [{"id": "…", "key": "…"}]}.`)
  return parsed.data.keys
}

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const readList = (text: string): readonly Pair[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [id = '', key = ''] = part.split(':', 2)
      return { id, key }
    })
