import type { ShapeFromTypeParam, TypeParam } from '@pothos/core'
import type { Access } from './access-option.ts'
import type { Builder, SchemaTypes } from './builder.ts'
import { faultIn } from './fault.ts'
import { ERROR_CODES, messageOf, type ErrorCode, type MessageParams } from './messages.ts'

export { fault } from './fault.ts'
export { messageOf, type ErrorCode, type MessageParams } from './messages.ts'

/** A problem with the input as a value: one side of a mutation's result union. */
export type InputProblem = {
  readonly kind: 'InputProblem'
  readonly code: ErrorCode
  readonly params: MessageParams
  readonly path: readonly string[] | null
}

/** Makes a problem to answer with, instead of throwing. */
export function problem(
  code: ErrorCode,
  params: MessageParams = {},
  path: readonly string[] | null = null,
): InputProblem {
  return { kind: 'InputProblem', code, params, path }
}

/** Whether a mutation's answer is a problem. */
export function isProblem(value: unknown): value is InputProblem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'InputProblem'
}

/** Runs a mutation's work and turns a fault thrown in it into a problem; anything unexpected stays thrown. */
export async function answer<T>(work: () => Promise<T>): Promise<T | InputProblem> {
  try {
    return await work()
  } catch (error) {
    const fault = faultIn(error)
    if (fault === undefined) throw error
    return problem(fault.code, fault.params, fault.inputPath ?? null)
  }
}

/** Defines `ErrorCode`, the interface `Error` and the object `InputError`; fields may name them as 'Error' and 'InputError'. */
export function defineErrors(builder: Builder): void {
  const ErrorCodeRef = builder.enumType('ErrorCode', {
    description: 'The closed list of codes; programs should branch on these, people read the message.',
    values: ERROR_CODES,
  })
  builder.interfaceType('Error', {
    access: { open: true },
    description: 'A problem that the caller can read and act on.',
    fields: (t) => ({
      code: t.field({
        type: ErrorCodeRef,
        description: 'What kind of problem.',
        resolve: (it) => it.code,
      }),
      message: t.string({
        description: "What was wrong, where, and what to do, in the reader's language.",
        resolve: (it, _args, { language }) => messageOf(it.code, it.params, language),
      }),
      path: t.stringList({
        nullable: true,
        description: 'Where in the input, from the argument inwards.',
        resolve: (it) => (it.path === null ? null : [...it.path]),
      }),
    }),
  })
  builder.objectType('InputError', {
    access: { open: true },
    description: 'A problem with the input: nothing was changed.',
    interfaces: ['Error'],
    isTypeOf: isProblem,
  })
}

type PayloadFields = Readonly<Record<string, TypeParam<SchemaTypes>>>
type PayloadOf<Fields extends PayloadFields> = {
  [Name in keyof Fields]: ShapeFromTypeParam<SchemaTypes, Fields[Name], false>
}

/**
 * Defines the answer of a mutation: `union <name>Result = <name>Payload | InputError`.
 * The resolver returns the payload's fields as a plain object, or `problem(…)`; wrap it in `answer(…)`.
 * @example const SaveHallResult = resultOf(builder, 'SaveHall', { permission: 'core.administer' }, { hall: Hall })
 */
export function resultOf<Fields extends PayloadFields>(builder: Builder, name: string, access: Access, fields: Fields) {
  const Payload = builder.objectRef<PayloadOf<Fields>>(`${name}Payload`).implement({
    access,
    description: `What ${name} did.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, type]) => [
          field,
          t.field({
            type,
            description: `The ${field} as it is after the change.`,
            resolve: (payload) => payload[field] as never,
          }),
        ]),
      ),
  })
  return builder.unionType(`${name}Result`, {
    description: `What ${name} did, or why it did nothing.`,
    types: [Payload, 'InputError'],
    resolveType: (value) => (isProblem(value) ? 'InputError' : `${name}Payload`),
  })
}
