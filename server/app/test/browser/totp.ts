import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const periodMs = 30_000
const enoughMs = 5_000

/** The six digits that an authenticator app shows, some steps of thirty seconds from now (RFC 6238). */
export function totp(secret: string, stepsFromNow = 0): string {
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / periodMs) + stepsFromNow))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Waits, if a step is about to end, for the next: a code of the step before is taken until this one is over. */
export async function amidStep(): Promise<void> {
  const left = periodMs - (Date.now() % periodMs)
  if (left < enoughMs) await delay(left)
}
