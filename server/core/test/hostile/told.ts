import { expect } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../../src/graphql/messages.ts'

/** An error as it leaves the process. */
export type Told = {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string; readonly trace?: string; readonly path?: readonly string[] }
}

export type Answer = { readonly data?: unknown; readonly errors?: readonly Told[] }

export const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer

/** The first answer of a stream of server-sent events, or the JSON that came instead. */
export const answerIn = (text: string): Answer =>
  JSON.parse(text.startsWith('{') ? text : (/^data: (.+)$/mu.exec(text)?.[1] ?? '{}')) as Answer

/** Every error has a code of the closed list, and a message of which nothing is of the inside. */
export function expectTypedErrors(errors: readonly Told[] | undefined): void {
  for (const { message, extensions } of errors ?? []) {
    expect(ERROR_CODES).toContain(extensions.code)
    expect(message.length).toBeLessThan(700)
    expect(message).not.toMatch(/node_modules|\.ts\b|\bselect\b.*\bfrom\b|relation "/u)
  }
}

/** The same, with this code among them. */
export function expectTold(errors: readonly Told[] | undefined, code: ErrorCode): void {
  expect(errors?.map((error) => error.extensions.code)).toContain(code)
  expectTypedErrors(errors)
}
