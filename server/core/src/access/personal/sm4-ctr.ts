import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Cipher } from './cipher.ts'
import { SealBroken } from './seal-broken.ts'
import type { Subkeys } from './subkeys.ts'

const NONCE = 16
const TAG = 32

/**
 * SM4 (GB/T 32907-2016) in counter mode, then HMAC-SM3 (GB/T 32905-2016) over the head, the nonce and the ciphertext,
 * each under a key of its own. The nonce is the first counter block, 16 random bytes.
 */
export const sm4Ctr: Cipher = {
  code: 1,
  encrypt: (keys, head, plain) => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('sm4-ctr', keys.sm4, nonce)
    const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()])
    return Buffer.concat([body, tagOf(keys, head, body)])
  },
  decrypt: (keys, head, sealed) => {
    if (sealed.length < NONCE + TAG) throw new SealBroken('FORM')
    const body = sealed.subarray(0, -TAG)
    if (!timingSafeEqual(tagOf(keys, head, body), sealed.subarray(-TAG))) throw new SealBroken('MAC')
    const decipher = createDecipheriv('sm4-ctr', keys.sm4, body.subarray(0, NONCE))
    return Buffer.concat([decipher.update(body.subarray(NONCE)), decipher.final()])
  },
}

const tagOf = ({ mac }: Subkeys, head: Uint8Array, body: Uint8Array): Buffer =>
  createHmac('sm3', mac).update(head).update(body).digest()
