import { decodeCursor, encodeCursor } from '@zhikong/core'

/** A page of a list, the newest first: `after` is the number of the last one seen. */
export type PageAsked = { readonly limit: number; readonly after: number | null }

export const COUNT_UP_TO = 10_000

/** The cursor of a numbered row. */
export const cursorOf = (serial: number): string => encodeCursor([serial])

/** The number behind a cursor; one that is none begins after everything. */
export const seenOf = (after: string | null | undefined): number | null => {
  if (after == null) return null
  const [serial] = decodeCursor(after, 1)
  return typeof serial === 'number' && Number.isInteger(serial) && serial >= 0 && serial < 2 ** 31 ? serial : 0
}
