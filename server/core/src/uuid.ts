import { hash, randomBytes } from 'node:crypto'

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u

/** Whether a text is a UUID as the database writes them: an id that can be looked for. */
export const isUuid = (text: string): boolean => UUID.test(text)

/** A UUID version 7 (RFC 9562): milliseconds first, so that neighbours in time are neighbours in an index. */
export const uuidV7 = (now: number = Date.now()): string => {
  if (drawnAt === drawn.length) [drawn, drawnAt] = [randomBytes(drawn.length), 0]
  const bytes = drawn.subarray(drawnAt, (drawnAt += 16))
  bytes.writeUIntBE(now, 0, 6)
  return written(bytes, 7)
}

/** Drawn for many at a time: asking for 16 bytes takes as long as for thousands. */
let drawn = Buffer.alloc(4_096)
let drawnAt = drawn.length

/** A UUID version 8 (RFC 9562) of a name: the same name has the same one, everywhere and always. */
export const uuidOf = (name: string): string => written(Buffer.from(hash('sha256', name, 'hex').slice(0, 32), 'hex'), 8)

const written = (bytes: Buffer, version: number): string => {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
