import type { ErrorCode } from '../../src/graphql/messages.ts'

/** A body as it is posted, with the status and code of its answer. */
export type HostileBody = {
  readonly body: unknown
  readonly headers?: Record<string, string>
  readonly status: number
  readonly code: ErrorCode
}

const good = '{"query":"{ echo }"}'
const wrong = (body: unknown, status = 400, code: ErrorCode = 'INVALID_INPUT'): HostileBody => ({ body, status, code })
const typed = (type: string): HostileBody => ({ ...wrong(good, 415), headers: { 'content-type': type } })
const bytes = (...values: readonly number[]) => new Uint8Array([...Buffer.from('{"query":"{ echo } #'), ...values])

/** Bodies that are no request at all; over SSE they are refused by the same lines. */
export const BODIES: Readonly<Record<string, HostileBody>> = {
  'malformed JSON': wrong('{"query":'),
  nothing: wrong(''),
  null: wrong('null'),
  'a number': wrong('7'),
  'a query that is a list': wrong({ query: [] }),
  'no query': wrong({}),
  'variables that are a list': wrong({ query: '{ echo }', variables: [1] }),
  'a name that is a number': wrong({ query: '{ echo }', operationName: 7 }),
  'extensions that are a list': wrong({ query: '{ echo }', extensions: [] }),
  'a batch': wrong([{ query: '{ echo }' }]),
  'a batch of 1,000': wrong(Array.from({ length: 1_000 }, () => ({ query: '{ echo }' }))),
  'bytes that are not UTF-8': wrong(bytes(0xff, 0xfe)),
  'a surrogate in UTF-8': wrong(bytes(0xed, 0xa0, 0x80)),
  'an overlong sequence': wrong(bytes(0xc0, 0xaf)),
  'UTF-16': wrong(new Uint8Array(Buffer.from(`\ufeff${good}`, 'utf16le'))),
  'a million brackets': wrong('['.repeat(1_000_000)),
  '2 MB of variables': wrong({ query: '{ echo }', variables: { text: 'x'.repeat(2_000_000) } }, 413, 'LIMIT_EXCEEDED'),
  '10 MB': wrong({ query: '{ echo }', variables: { text: 'x'.repeat(10_000_000) } }, 413, 'LIMIT_EXCEEDED'),
  'text/plain, as any page could send': typed('text/plain'),
  'a form, as any page could send': typed('application/x-www-form-urlencoded'),
  'a multipart form, as any page could send': typed('multipart/form-data; boundary=x'),
  'GraphQL without JSON': typed('application/graphql'),
  'a compressed body': { ...wrong(good, 415), headers: { 'content-encoding': 'gzip' } },
}
