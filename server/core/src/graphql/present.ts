import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import type { Language } from '../text.ts'
import { faultIn } from './fault.ts'
import { messageOf, type ErrorCode, type MessageParams } from './messages.ts'
import { withoutValues } from './without-values.ts'

/** To whom an error is told, and under which number it is logged. */
export type Reader = { readonly language: Language; readonly requestId: string }

/** Makes errors fit to leave the process: a code of the closed list, the reader's language, nothing of the inside. */
export type Present = (errors: readonly unknown[], reader: Reader) => GraphQLError[]

const NO_CONNECTION = /^(?:08|57P0[1-4]|53)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|57014)$/u
const VARIABLE = /^Variable "\$(\w+)" got invalid value /u
const PLACE = / at "([\w.[\]$]+)"; $/u

/** The innermost error that was thrown, below the wrappers of GraphQL. */
function rootOf(error: unknown): unknown {
  let root = error
  for (let depth = 0; depth < 8 && root instanceof GraphQLError && root.originalError; depth += 1) {
    root = root.originalError
  }
  return root
}

function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && typeof error.code === 'string' && NO_CONNECTION.test(error.code)) return true
  return error instanceof Error && /^(?:timeout exceeded when|Connection terminated)/iu.test(error.message)
}

/** `Variable "$input" got invalid value … at "input[3].occurredAt"; …` → ['input', '3', 'occurredAt']. */
function variablePath(message: string, reason: string): readonly string[] | undefined {
  const variable = VARIABLE.exec(message)?.[1]
  if (variable === undefined) return undefined
  const place = PLACE.exec(message.slice(0, message.length - reason.length))?.[1] ?? variable
  return place.split(/[.[\]]+/u).filter((part) => part !== '')
}

/** Whether GraphQL itself found the fault: in the document, the variables or an argument, before any resolver ran. */
function isRequestError(error: GraphQLError): boolean {
  const root = rootOf(error)
  if (!(root instanceof GraphQLError)) return false
  return error.path === undefined || root.message.startsWith('Argument "')
}

/** GraphQL repeats the whole value that was wrong; the reason stands at the end. */
function shorten(message: string): string {
  return message.length <= 280 ? message : `${message.slice(0, 100)} … ${message.slice(-170)}`
}

function tell(
  error: GraphQLError,
  code: ErrorCode,
  params: MessageParams,
  reader: Reader,
  extra: Readonly<Record<string, unknown>>,
): GraphQLError {
  return new GraphQLError(messageOf(code, params, reader.language), {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { code, ...extra },
  })
}

/** Makes the presenter of a server; what is unexpected goes to its log, with the number that the client gets. */
export function createPresent(logger: Pick<Logger, 'error' | 'warn'>): Present {
  function one(raw: unknown, reader: Reader): GraphQLError {
    const error = raw instanceof GraphQLError ? raw : new GraphQLError('', { originalError: asError(raw) })
    const fault = faultIn(error)
    if (fault !== undefined) {
      const path = fault.inputPath ?? variablePath(error.message, fault.message)
      return tell(error, fault.code, fault.params, reader, path === undefined ? {} : { path })
    }
    if (isRequestError(error)) {
      const path = variablePath(error.message, rootOf(error) === error ? '' : String(asError(rootOf(error)).message))
      const detail = shorten(withoutValues(error.message))
      return tell(error, 'INVALID_INPUT', { detail }, reader, path === undefined ? {} : { path })
    }
    const cause = rootOf(error)
    const trace = reader.requestId
    if (isUnavailable(cause)) {
      logger.warn({ trace, err: cause }, 'unavailable')
      return tell(error, 'UNAVAILABLE', {}, reader, { trace })
    }
    logger.error({ trace, err: cause, path: error.path }, 'unexpected error')
    return tell(error, 'INTERNAL', { trace }, reader, { trace })
  }
  return (errors, reader) => errors.map((error) => one(error, reader))
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
