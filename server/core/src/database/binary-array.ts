/** What is being written; all of it happens within one call. */
let bytes = Buffer.allocUnsafe(64 * 1024)
let at = 0

/** Writes one value behind its length; false when this type has no binary form for it. */
type Write = (value: unknown) => boolean

/** The object id of each element type in PostgreSQL's catalogue, and how its values are written. */
const ELEMENTS: Readonly<Record<string, { readonly oid: number; readonly write: Write }>> = {
  boolean: { oid: 16, write: (value) => typeof value === 'boolean' && putByte(value ? 1 : 0) },
  bytea: { oid: 17, write: (value) => value instanceof Uint8Array && putBytes(value) },
  bigint: { oid: 20, write: (value) => Number.isSafeInteger(value) && putInt64(value as number) },
  int: { oid: 23, write: (value) => typeof value === 'number' && (value | 0) === value && putInt(value) },
  text: { oid: 25, write: (value) => typeof value === 'string' && putText(value) },
  float8: { oid: 701, write: (value) => typeof value === 'number' && putDouble(value) },
  date: { oid: 1082, write: (value) => typeof value === 'string' && putDay(value) },
  timestamptz: { oid: 1184, write: (value) => value instanceof Date && putInstant(value) },
  uuid: { oid: 2950, write: (value) => typeof value === 'string' && putUuid(value) },
}

/**
 * Values as an array parameter in PostgreSQL's binary form, which neither side has to quote or parse. Undefined for
 * another element type, or when a value is none of it: the text form then has the database say what is wrong.
 */
export const binaryArray = (type: string, values: readonly unknown[]): Buffer | undefined => {
  const element = ELEMENTS[type]
  if (element === undefined) return undefined
  at = 0
  putHeader(element.oid, values.length)
  let hasNull = false
  for (const value of values) {
    if (value === null || value === undefined) {
      hasNull = true
      room(4)
      at = bytes.writeInt32BE(-1, at)
    } else if (!element.write(value)) return undefined
  }
  bytes.writeInt32BE(hasNull ? 1 : 0, 4)
  return Buffer.from(bytes.subarray(0, at))
}

/** Dimensions, whether there are nulls, element type; then the length and the first index of the one dimension. */
const putHeader = (oid: number, count: number): void => {
  room(20)
  at = bytes.writeInt32BE(count === 0 ? 0 : 1, at)
  at = bytes.writeInt32BE(0, at)
  at = bytes.writeInt32BE(oid, at)
  if (count === 0) return
  at = bytes.writeInt32BE(count, at)
  at = bytes.writeInt32BE(1, at)
}

const room = (more: number): void => {
  if (at + more <= bytes.length) return
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + more))
  bytes.copy(larger, 0, 0, at)
  bytes = larger
}

const putLength = (length: number): void => {
  room(4 + length)
  at = bytes.writeInt32BE(length, at)
}

const putByte = (value: number): true => {
  putLength(1)
  at = bytes.writeUInt8(value, at)
  return true
}

const putBytes = (value: Uint8Array): true => {
  putLength(value.length)
  bytes.set(value, at)
  at += value.length
  return true
}

const putInt = (value: number): true => {
  putLength(4)
  at = bytes.writeInt32BE(value, at)
  return true
}

const putInt64 = (value: number): true => {
  putLength(8)
  const high = Math.floor(value / 0x1_0000_0000)
  at = bytes.writeInt32BE(high, at)
  at = bytes.writeUInt32BE(value - high * 0x1_0000_0000, at)
  return true
}

const putDouble = (value: number): true => {
  putLength(8)
  at = bytes.writeDoubleBE(value + 0, at) // as text, −0 is 0
  return true
}

const putText = (value: string): true => {
  room(4 + 3 * value.length)
  const length = bytes.write(value, at + 4)
  bytes.writeInt32BE(length, at)
  at += 4 + length
  return true
}

/** PostgreSQL counts from the beginning of 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1)
const DAY_MS = 86_400_000
const [FIRST_MS, LAST_MS] = [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31)]

/** An instant of these centuries; the microseconds of others are no safe integers. */
const putInstant = (value: Date): boolean => {
  const micros = (value.getTime() - EPOCH_MS) * 1000
  return Number.isSafeInteger(micros) && putInt64(micros)
}

/** Days that were written before: a batch has few different ones. */
const dayNumbers = new Map<string, number>()
const MOST_DAYS = 20_000

const putDay = (value: string): boolean => {
  const known = dayNumbers.get(value)
  if (known !== undefined) return putInt(known)
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  if (!(ms >= FIRST_MS && ms <= LAST_MS) || new Date(ms).toISOString().slice(0, 10) !== value) return false
  if (dayNumbers.size >= MOST_DAYS) dayNumbers.clear()
  const number = (ms - EPOCH_MS) / DAY_MS
  dayNumbers.set(value, number)
  return putInt(number)
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Where each group of a UUID begins in its text, and in its bytes, and where it ends in the text. */
const GROUPS = [
  [0, 0, 8],
  [9, 4, 13],
  [14, 6, 18],
  [19, 8, 23],
  [24, 10, 36],
] as const

const putUuid = (value: string): boolean => {
  if (!UUID.test(value)) return false
  putLength(16)
  for (const [from, place, to] of GROUPS) bytes.write(value.slice(from, to), at + place, 'hex')
  at += 16
  return true
}
