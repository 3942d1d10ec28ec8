import type { ErrorCode } from './messages.ts'

/** The status of HTTP of an answer without data; of plain JSON, a wrong request is 200 by the specification. */
export const STATUS_WITHOUT_DATA: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAVAILABLE: 503,
  INTERNAL: 500,
  UNAUTHENTICATED: 401,
}

/** The same for every code that is not named. */
export const WRONG_REQUEST = 400
