import { openBytes, sealBytes } from '../../access/personal/sealed-value.ts'
import type { Vault } from '../../access/personal/vault.ts'

type Keys = Pick<Vault, 'keys' | 'cipher'>

const rowOf = (preferenceId: string) => JSON.stringify(['message address', preferenceId])

/** Seals somebody's e-mail address or number, for the row of its preference. */
export const sealAddress = ({ keys, cipher }: Keys, preferenceId: string, address: string): Buffer =>
  sealBytes(cipher, keys.sealing(), rowOf(preferenceId), Buffer.from(address, 'utf8'))

/** @throws SealBroken */
export const openAddress = ({ keys }: Keys, preferenceId: string, sealed: Uint8Array): string =>
  openBytes(keys.named, rowOf(preferenceId), sealed).toString('utf8')
