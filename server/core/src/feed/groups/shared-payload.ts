import { randomBytes } from 'node:crypto'

/** A payload that is the same for many but for the cursor: the bytes between its places. */
export type SharedPayload = readonly Buffer[]

/** Stands where each client's own cursor comes; nobody outside knows it, so that no event can hold it. */
export const CURSOR_PLACE = `cursor:${randomBytes(24).toString('base64url')}`

/** Cuts JSON at the places of the cursor. */
export function sharedPayload(json: string): SharedPayload {
  return json.split(CURSOR_PLACE).map((part) => Buffer.from(part, 'utf8'))
}

/** One client's message: what comes before the payload, the payload with its cursor, what comes after. */
export function ownMessage(before: Buffer, payload: SharedPayload, cursor: string, after: Buffer): Buffer {
  const shared = payload.reduce((sum, { length }) => sum + length, 0)
  const length = before.length + shared + (payload.length - 1) * cursor.length + after.length
  const message = Buffer.allocUnsafe(length)
  let at = before.copy(message)
  payload.forEach((part, index) => {
    if (index > 0) at += message.write(cursor, at, 'latin1')
    at += part.copy(message, at)
  })
  after.copy(message, at)
  return message
}
