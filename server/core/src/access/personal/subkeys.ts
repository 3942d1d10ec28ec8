import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** How many bytes a master key has. */
export const KEY_BYTES = 32

/** A key of the ring as its holder keeps it: a name that may be shown, and 32 secret bytes. */
export type MasterKey = { readonly id: string; readonly secret: Uint8Array }

/** What is derived from one master key; each is used for one thing alone. Key objects are some times as fast as bytes. */
export type Subkeys = {
  readonly id: string
  /** 16 bytes for SM4-CTR. */
  readonly sm4: KeyObject
  /** 32 bytes for HMAC-SM3 over what SM4-CTR wrote. */
  readonly mac: KeyObject
  /** 32 bytes for AES-256-GCM. */
  readonly aes: KeyObject
  /** 32 bytes for blind indexes. */
  readonly index: KeyObject
  /** 32 bytes for HMAC-SM3 under tokens; see `SignedTokens`. */
  readonly token: KeyObject
  /** Tells whether a key is the one that it was, and nothing else of it; 32 hexadecimal digits. */
  readonly checkValue: string
}

/** Derives the subkeys by HKDF (RFC 5869) with SM3 (GB/T 32905-2016). */
export const subkeysOf = ({ id, secret }: MasterKey): Subkeys => {
  const derive = (use: string, bytes: number): KeyObject =>
    createSecretKey(new Uint8Array(hkdfSync('sm3', secret, new Uint8Array(0), `zhikong personal ${use}`, bytes)))
  return {
    id,
    sm4: derive('sm4-ctr', 16),
    mac: derive('hmac-sm3', 32),
    aes: derive('aes-256-gcm', 32),
    index: derive('blind index', 32),
    token: derive('signed token', 32),
    checkValue: createHmac('sm3', derive('check', 32)).update(id).digest('hex').slice(0, 32),
  }
}
