import type { CipherName } from './cipher.ts'
import { CIPHERS } from './cipher.ts'
import { SealBroken } from './seal-broken.ts'
import type { Subkeys } from './subkeys.ts'

/** The first byte of every sealed value. */
const VERSION = 1
const BY_CODE = new Map(Object.values(CIPHERS).map((cipher) => [cipher.code, cipher]))

/**
 * Seals bytes for one row: version, cipher, length and name of the key, then what the cipher wrote. The row is not in
 * it, but what the cipher authenticates begins with all of that and the row: the value opens nowhere else.
 */
export const sealBytes = (name: CipherName, keys: Subkeys, row: string, plain: Uint8Array): Buffer => {
  const { code, encrypt } = CIPHERS[name]
  const prefix = prefixOf(code, keys.id)
  return Buffer.concat([prefix, encrypt(keys, headOf(prefix, row), plain)])
}

/** Opens what `sealBytes` sealed for the same row. @throws SealBroken and never gives a part of the text */
export const openBytes = (keyNamed: (id: string) => Subkeys | undefined, row: string, sealed: Uint8Array): Buffer => {
  const [version, code, length = 0] = sealed
  const cipher = BY_CODE.get(code ?? 0)
  const end = 3 + length
  if (version !== VERSION || cipher === undefined || sealed.length < end) throw new SealBroken('FORM')
  const prefix = sealed.subarray(0, end)
  const keys = keyNamed(Buffer.from(prefix.subarray(3)).toString('latin1'))
  if (keys === undefined) throw new SealBroken('KEY')
  return cipher.decrypt(keys, headOf(prefix, row), sealed.subarray(end))
}

const prefixOf = (code: number, keyId: string): Buffer => {
  const id = Buffer.from(keyId, 'latin1')
  return Buffer.concat([Uint8Array.of(VERSION, code, id.length), id])
}

/** The length of the row stands before it, so that no two heads can be read as one. */
const headOf = (prefix: Uint8Array, row: string): Buffer => {
  const bytes = Buffer.from(row, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([prefix, length, bytes])
}
