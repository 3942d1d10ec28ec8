import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Cipher } from './cipher.ts'
import { SealBroken } from './seal-broken.ts'

const NONCE = 12
const TAG = 16

/** AES-256-GCM (NIST SP 800-38D) with the head as additional data and a random nonce of 96 bits. */
export const aesGcm: Cipher = {
  code: 2,
  encrypt: (keys, head, plain) => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', keys.aes, nonce, { authTagLength: TAG })
    cipher.setAAD(head)
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([nonce, text, cipher.getAuthTag()])
  },
  decrypt: (keys, head, sealed) => {
    if (sealed.length < NONCE + TAG) throw new SealBroken('FORM')
    const decipher = createDecipheriv('aes-256-gcm', keys.aes, sealed.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAAD(head)
    decipher.setAuthTag(sealed.subarray(-TAG))
    const text = decipher.update(sealed.subarray(NONCE, -TAG))
    try {
      return Buffer.concat([text, decipher.final()])
    } catch {
      throw new SealBroken('MAC')
    }
  },
}
