import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Position } from './state.ts'

const VERSION = 1
const EPOCH_BYTES = 16
const SEQ_AT = 1 + EPOCH_BYTES
const MAC_AT = SEQ_AT + 8
const MAC_BYTES = 16
const LENGTH = MAC_AT + MAC_BYTES

const signatureOf = (secret: string, principalId: string, body: Buffer): Buffer =>
  createHmac('sha256', `feed cursor ${secret}`).update(body).update(principalId).digest().subarray(0, MAC_BYTES)

/** Packs a position into an opaque text that only this principal can come back with. */
export function encodeFeedCursor(secret: string, principalId: string, { epoch, seq }: Position): string {
  const bytes = Buffer.alloc(LENGTH)
  bytes.writeUInt8(VERSION, 0)
  bytes.write(epoch, 1, EPOCH_BYTES, 'hex')
  bytes.writeBigUInt64BE(BigInt(seq), SEQ_AT)
  signatureOf(secret, principalId, bytes.subarray(0, MAC_AT)).copy(bytes, MAC_AT)
  return bytes.toString('base64url')
}

/** Unpacks a cursor; null when it was not made here, not for this principal, or was changed on its way. */
export function decodeFeedCursor(secret: string, principalId: string, cursor: string): Position | null {
  if (cursor.length > 2 * LENGTH) return null
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length !== LENGTH || bytes.readUInt8(0) !== VERSION) return null
  const body = bytes.subarray(0, MAC_AT)
  if (!timingSafeEqual(bytes.subarray(MAC_AT), signatureOf(secret, principalId, body))) return null
  return { epoch: bytes.toString('hex', 1, SEQ_AT), seq: Number(bytes.readBigUInt64BE(SEQ_AT)) }
}
