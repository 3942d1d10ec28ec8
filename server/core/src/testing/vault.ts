import { fixedKeys } from '../access/personal/keys.ts'
import { KEY_BYTES } from '../access/personal/subkeys.ts'
import { createVault } from '../access/personal/vault.ts'

/** A vault under a key that is no secret. */
export const testVault = createVault(fixedKeys([{ id: 'test', secret: new Uint8Array(KEY_BYTES).fill(7) }]), 'sm4')
