import { aesGcm } from './aes-gcm.ts'
import { sm4Ctr } from './sm4-ctr.ts'
import type { Subkeys } from './subkeys.ts'

/** One way to encrypt and authenticate. `head` is authenticated and not encrypted. */
export type Cipher = {
  /** The byte that names it in a sealed value. */
  readonly code: number
  /** Nonce, ciphertext and tag, one behind the other. */
  readonly encrypt: (keys: Subkeys, head: Uint8Array, plain: Uint8Array) => Buffer
  /** @throws SealBroken when the tag does not fit; no byte of the text leaves before it was checked. */
  readonly decrypt: (keys: Subkeys, head: Uint8Array, body: Uint8Array) => Buffer
}

/** The ciphers by the word of the setting PERSONAL_CIPHER. */
export const CIPHERS = { sm4: sm4Ctr, aes: aesGcm } as const satisfies Readonly<Record<string, Cipher>>

export type CipherName = keyof typeof CIPHERS
