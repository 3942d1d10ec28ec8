/** A request that failed, as a page may tell it: a code of the API's closed list, or why no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** The number under which the server logged the request. */
  readonly trace: string | null
  constructor(code: string, message: string, trace: string | null = null) {
    super(message)
    this.code = code
    this.trace = trace
  }
}
