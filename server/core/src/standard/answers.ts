import type { ClauseId } from './clauses.ts'

/** Where the answer to a clause is worked with, beside what follows from declarations. */
export type Answer = {
  /** Root fields of the API. */
  readonly fields: readonly string[]
  /** The page of the console: `/p/efficiency/[code]`, `/r/[code]/ratings`. */
  readonly page: string
}

/** What a plugin or room answers, clause by clause. */
export type Answers = { readonly [Clause in ClauseId]?: Answer }
