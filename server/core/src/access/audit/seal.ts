import { createHmac, timingSafeEqual } from 'node:crypto'
import { merkleRoot } from './merkle.ts'

/** The keys of the log: the first seals, all verify. They are nowhere in the database. */
export type AuditKeys = readonly [Uint8Array, ...Uint8Array[]]

/** What a seal holds. */
export type SealContent = {
  readonly number: number
  /** In UTC to the microsecond, as `instantText` writes it. */
  readonly at: string
  readonly entries: number
  readonly root: string
  readonly previous: string
}

/** The last seal that is gone at the end of its retention. */
export type TrimContent = { readonly number: number; readonly seal: string; readonly at: string }

/** What stands in place of the seal before the first. */
export const NO_SEAL = '0'.repeat(64)

/** The root of the tree over hex leaves, hex. */
export const rootOf = (leaves: readonly string[]): string =>
  Buffer.from(merkleRoot(leaves.map((leaf) => Buffer.from(leaf, 'hex')))).toString('hex')

/** The seal over a batch: HMAC-SM3 over what it holds and the seal before. Hex. */
export const sealOf = (key: Uint8Array, { number, at, entries, root, previous }: SealContent): string =>
  mac(key, ['zhikong-audit-seal-1', number, at, entries, root, previous])

/** Shows that the platform itself removed what is gone. Hex. */
export const trimProof = (key: Uint8Array, { number, seal, at }: TrimContent): string =>
  mac(key, ['zhikong-audit-trim-1', number, seal, at])

/** Whether one of the keys made this. */
export const isMadeBy = (keys: AuditKeys, value: string, make: (key: Uint8Array) => string): boolean =>
  keys.some((key) => sameHex(make(key), value))

const mac = (key: Uint8Array, content: readonly unknown[]): string =>
  createHmac('sm3', key).update(JSON.stringify(content)).digest('hex')

function sameHex(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
