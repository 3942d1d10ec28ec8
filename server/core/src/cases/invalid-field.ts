import type { InputProblem } from '../graphql/errors.ts'
import { problem } from '../graphql/errors.ts'

/** The path of a field of the event that is checked. */
export type At = (field: string) => readonly string[]

/** A field that cannot be taken as it is, told in both languages. */
export const invalid = (path: readonly string[], zh: string, en: string): InputProblem =>
  problem('INVALID_INPUT', { detail: { 'zh-CN': zh, en } }, path)
