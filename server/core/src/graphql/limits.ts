import { READER_STATEMENT_MS } from '../database/pool-limits.ts'
import type { Text } from '../text.ts'
import { fault, type Fault } from './fault.ts'

const KIB = 1024
const MIB = 1024 * KIB

/**
 * What one caller may ask for, the same over POST, SSE and WebSocket. The guide prints this table; a test compares.
 * The console's largest document and a full introspection stay well below.
 */
export const LIMITS = {
  /** Bytes of a body. */
  bodyBytes: MIB,
  /** The same when every root field is marked with `INTAKE`: a batch of 1,000 events is some 600 kB. */
  intakeBodyBytes: 4 * MIB,
  /** Bytes of a file. */
  fileBytes: 10 * MIB,
  /** Bytes of a message over WebSocket. */
  frameBytes: 256 * KIB,
  /** Bytes that a client may leave unread on a socket before it is dropped. */
  unreadBytes: 8 * MIB,
  /** Characters of a document; variables carry the data. */
  characters: 64 * KIB,
  tokens: 2_000,
  /** Brackets within brackets, before anything is parsed. */
  nesting: 60,
  /** Fields within fields. */
  depth: 10,
  /** The same below `__schema` and `__type`, where the usual introspection goes to 15. */
  introspectionDepth: 20,
  aliases: 30,
  /** Fields, times the size of the lists they are in. */
  cost: 20_000,
  /** Objects and lists within each other in variables. */
  variableNesting: 32,
  /** Items of a page: `first`. */
  page: 200,
  /** Items of any list, given or answered. */
  list: 1_000,
  /** Operations open at once on a socket; streams open at once over SSE by one principal. */
  operations: 50,
  /** Sockets of one principal; who is nobody counts by address. */
  sockets: 10,
  /** One statement of a read. */
  statementMs: READER_STATEMENT_MS,
  /** A body's arrival, and an operation that is no stream. */
  requestMs: 15_000,
  /** The arrival of a request's headers. */
  headersMs: 10_000,
} as const

/** What the cost of a document takes a list to hold when nothing in the document says it. */
export const ASSUMED_ITEMS = {
  /** A page without `first`, where the field declares no default. */
  page: 50,
  /** A list that comes in one piece. */
  list: 10,
} as const

/** On a mutation that takes batches in its variables: its body may be larger, over POST and SSE. */
export const INTAKE = { intake: true } as const

/** Says which limit was exceeded. */
export function exceeded(what: Text, most: number): Fault {
  return fault('LIMIT_EXCEEDED', {
    detail: {
      'zh-CN': `${what['zh-CN']}最多 ${most}。请拆成几个较小的请求。`,
      en: `${what.en}: at most ${most}. Ask in several smaller requests.`,
    },
  })
}
