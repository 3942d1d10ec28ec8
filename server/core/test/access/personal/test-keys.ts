import { fixedKeys } from '../../../src/access/personal/keys.ts'
import type { MasterKey } from '../../../src/access/personal/subkeys.ts'
import { KEY_BYTES } from '../../../src/access/personal/subkeys.ts'
import { createVault } from '../../../src/access/personal/vault.ts'

/** A key that is no secret. */
export const testKey = (id: string, byte: number): MasterKey => ({ id, secret: new Uint8Array(KEY_BYTES).fill(byte) })

export const [keyA, keyB] = [testKey('a', 1), testKey('b', 2)]

export const vaultA = createVault(fixedKeys([keyA]), 'sm4')
