import { openBytes, sealBytes } from '../personal/sealed-value.ts'
import type { Vault } from '../personal/vault.ts'

/** Keeps the secrets of authenticator apps sealed, each for its own account. */
export type SecretBox = {
  readonly seal: (accountId: string, secret: string) => Buffer
  /** @throws SealBroken for a key that is gone, or a value of another account */
  readonly open: (accountId: string, sealed: Uint8Array) => string
}

const rowOf = (accountId: string) => JSON.stringify(['second factor', accountId])

/** The box over the keys of personal data. */
export function createSecretBox({ keys, cipher }: Pick<Vault, 'keys' | 'cipher'>): SecretBox {
  return {
    seal: (accountId, secret) => sealBytes(cipher, keys.sealing(), rowOf(accountId), Buffer.from(secret, 'utf8')),
    open: (accountId, sealed) => openBytes(keys.named, rowOf(accountId), sealed).toString('utf8'),
  }
}
