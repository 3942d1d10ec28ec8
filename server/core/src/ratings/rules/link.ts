import { randomBytes } from 'node:crypto'
import { RATING_CHANNELS, type RatingChannel, type RatingKind } from '../contract.ts'

/** What a link to rate allows: one rating of one service, until it ends. */
export type RatingLink = {
  /** The public id of the case. */
  readonly caseId: string
  readonly kind: RatingKind
  readonly channel: RatingChannel
  /** To the second. */
  readonly expiresAt: Date
}

const CASE_BYTES = 23
const CHANCE_BYTES = 8
const BYTES = CASE_BYTES + 2 + 4 + CHANCE_BYTES

/** A link in 37 bytes: the case, what kind and where, until when, and some chance so that no two are alike. */
export const packLink = ({ caseId, kind, channel, expiresAt }: RatingLink): Buffer => {
  const bytes = Buffer.alloc(BYTES)
  bytes.write(caseId, 0, CASE_BYTES, 'base64url')
  bytes.writeUInt8(kind === 'FIRST' ? 0 : 1, CASE_BYTES)
  bytes.writeUInt8(RATING_CHANNELS.indexOf(channel), CASE_BYTES + 1)
  bytes.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), CASE_BYTES + 2)
  randomBytes(CHANCE_BYTES).copy(bytes, BYTES - CHANCE_BYTES)
  return bytes
}

/** The link in some bytes; null for what is none. */
export const unpackLink = (bytes: Buffer): RatingLink | null => {
  const channel = bytes.length === BYTES ? RATING_CHANNELS[bytes.readUInt8(CASE_BYTES + 1)] : undefined
  if (channel === undefined) return null
  return {
    caseId: bytes.toString('base64url', 0, CASE_BYTES),
    kind: bytes.readUInt8(CASE_BYTES) === 0 ? 'FIRST' : 'FOLLOW_UP',
    channel,
    expiresAt: new Date(bytes.readUInt32BE(CASE_BYTES + 2) * 1000),
  }
}
