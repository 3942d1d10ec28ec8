import { openBytes, sealBytes } from '../../access/personal/sealed-value.ts'
import type { Vault } from '../../access/personal/vault.ts'

type Keys = Pick<Vault, 'keys' | 'cipher'>

const rowOf = (accountId: string) => JSON.stringify(['message address', accountId])

/** Seals somebody's e-mail address, for their own row. */
export const sealAddress = ({ keys, cipher }: Keys, accountId: string, address: string): Buffer =>
  sealBytes(cipher, keys.sealing(), rowOf(accountId), Buffer.from(address, 'utf8'))

/** @throws SealBroken */
export const openAddress = ({ keys }: Keys, accountId: string, sealed: Uint8Array): string =>
  openBytes(keys.named, rowOf(accountId), sealed).toString('utf8')
