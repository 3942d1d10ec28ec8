import type { ErrorCode, MessageParams } from '../../graphql/errors.ts'
import type { Text } from '../../text.ts'

/** What is wrong with one field of one item; `messageOf(code, params, language)` says it. */
export type FieldProblem = {
  /** The place of the item in what was given, from 0. */
  readonly index: number
  /** In camelCase, as in the input type. */
  readonly field: string
  readonly code: ErrorCode
  readonly params: MessageParams
}

/** Collects the problems of one item. */
export type Report = {
  readonly say: (field: string, code: ErrorCode, params: MessageParams) => undefined
  /** INVALID_INPUT with what was wrong and what to do. */
  readonly invalid: (field: string, detail: Text) => undefined
}

/** Makes the collector of the item at `index`. */
export function reportFor(index: number, problems: FieldProblem[]): Report {
  const say = (field: string, code: ErrorCode, params: MessageParams): undefined => {
    problems.push({ index, field, code, params })
  }
  return { say, invalid: (field, detail) => say(field, 'INVALID_INPUT', { detail }) }
}
