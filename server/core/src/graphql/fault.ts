import { GraphQLError } from 'graphql'
import type { Language, Text } from '../text.ts'
import { messageOf, type ErrorCode, type MessageParams } from './messages.ts'

/**
 * A failure that is the caller's to see. Thrown anywhere below a resolver, it reaches the client as
 * `errors[]` with `extensions.code`, its message in the reader's language.
 */
export class Fault extends GraphQLError {
  readonly code: ErrorCode
  readonly params: MessageParams
  /** Where in the input, e.g. `['input', '3', 'occurredAt']`. */
  readonly inputPath: readonly string[] | undefined

  constructor(code: ErrorCode, params: MessageParams, inputPath?: readonly string[]) {
    super(messageOf(code, params, 'en'), {
      extensions: { code, ...(inputPath === undefined ? {} : { path: inputPath }) },
    })
    this.code = code
    this.params = params
    this.inputPath = inputPath
  }

  /** The sentence in the reader's language. */
  say(language: Language): string {
    return messageOf(this.code, this.params, language)
  }
}

/**
 * Makes a fault to throw.
 * @example throw fault('NOT_FOUND', { value: code }, ['within'])
 */
export function fault(code: ErrorCode, params: MessageParams = {}, path?: readonly string[]): Fault {
  return new Fault(code, params, path)
}

/** Makes an INVALID_INPUT fault that says what was wrong and what to do, in both languages. */
export function invalid(detail: Text, path?: readonly string[]): Fault {
  return new Fault('INVALID_INPUT', { detail }, path)
}

/** The fault inside an error of GraphQL, however deep it was wrapped. */
export function faultIn(error: unknown): Fault | undefined {
  let inner: unknown = error
  for (let depth = 0; depth < 8 && inner !== undefined && inner !== null; depth += 1) {
    if (inner instanceof Fault) return inner
    inner = inner instanceof GraphQLError ? inner.originalError : undefined
  }
  return undefined
}
