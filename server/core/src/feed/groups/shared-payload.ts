import { randomBytes } from 'node:crypto'

/** A payload that is the same for many but for the cursor: the bytes between its places. */
export type SharedPayload = readonly Buffer[]

/** Stands where each client's own cursor comes; nobody outside knows it, so that no event can hold it. */
export const CURSOR_PLACE = `cursor:${randomBytes(24).toString('base64url')}`

/** Cuts JSON at the places of the cursor. */
export function sharedPayload(json: string): SharedPayload {
  return json.split(CURSOR_PLACE).map((part) => Buffer.from(part, 'utf8'))
}

/** What is as long as this is sent as it is, the same bytes to all; what is shorter is cheaper to copy. */
const WORTH_SHARING = 4096

/**
 * One client's message in parts: what comes before the payload, the payload with its cursor, what comes after. Long parts
 * are those of the payload itself, and not to be changed.
 */
export function ownMessage(before: Buffer, payload: SharedPayload, cursor: string, after: Buffer): readonly Buffer[] {
  const own = Buffer.from(cursor, 'latin1')
  const pieces = [before, ...payload.flatMap((part, index) => (index > 0 ? [own, part] : [part])), after]
  const message: Buffer[] = []
  let short: Buffer[] = []
  for (const piece of pieces) {
    if (piece.length < WORTH_SHARING) {
      short.push(piece)
      continue
    }
    if (short.length > 0) message.push(Buffer.concat(short))
    message.push(piece)
    short = []
  }
  if (short.length > 0) message.push(Buffer.concat(short))
  return message
}
