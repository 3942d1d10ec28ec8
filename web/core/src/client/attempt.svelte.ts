import type { MessageKey } from '../messages/translate.ts'
import { ApiError } from './api-error.ts'
import { explain } from './explain.ts'
import type { InputProblem, Outcome } from './query.ts'

const isProblem = (outcome: { readonly __typename: string }): outcome is InputProblem =>
  outcome.__typename === 'InputError'

/** Something that the reader does: whether it is under way, and why it did not succeed. */
export class Attempt {
  busy = $state(false)
  problem = $state<string>()
  /** Where in the input the problem is, from the argument inwards; empty when it is of the whole. */
  path = $state.raw<readonly string[]>([])
  readonly #t: (key: MessageKey) => string

  constructor(t: (key: MessageKey) => string) {
    this.#t = t
  }

  /** What was done; undefined when it was refused or failed, with `problem` saying why. */
  async run<Payload>(answer: Promise<Outcome<Payload>>): Promise<Payload | undefined> {
    this.busy = true
    this.problem = undefined
    this.path = []
    try {
      const { outcome } = await answer
      if (!isProblem(outcome)) return outcome
      this.problem = outcome.message
      this.path = outcome.path ?? []
    } catch (error) {
      this.problem = explain(error instanceof ApiError ? error : new ApiError('INTERNAL', String(error)), this.#t)
    } finally {
      this.busy = false
    }
    return undefined
  }
}
