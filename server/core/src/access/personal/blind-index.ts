import { createHmac } from 'node:crypto'
import { normalIdNumber, normalPhone } from './normalise.ts'
import type { Subkeys } from './subkeys.ts'

/** What may be looked up. */
export type Indexed = 'idNumber' | 'phone'

const NORMAL = { idNumber: normalIdNumber, phone: normalPhone } as const
const BYTES = 16

/**
 * HMAC-SM3 of a normalised value under the index key, 16 bytes: equal values are found without being opened, and
 * without the key nobody can try out values.
 */
export const blindIndex = ({ index }: Subkeys, what: Indexed, value: string): Buffer =>
  createHmac('sm3', index)
    .update(`${what}\n${NORMAL[what](value)}`)
    .digest()
    .subarray(0, BYTES)
