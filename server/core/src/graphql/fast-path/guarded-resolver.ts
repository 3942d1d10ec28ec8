import { getArgumentValues, type GraphQLField, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql'
import { Unlike } from './unlike.ts'
import { withItsArguments } from './without-arguments.ts'

type Resolver = GraphQLFieldResolver<unknown, unknown>
type ArgumentValues = ReturnType<typeof getArgumentValues>

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** Compiled code takes lists for arrays of values that are there. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value) ? value.some(isThenable) : Symbol.iterator in value) throw new Unlike('No plain list.')
  return value
}

type Told = (result: unknown) => void

/** Of an operation that was given up, what comes later has nobody to tell. */
function tell(told: Told, result: unknown): void {
  try {
    told(result)
  } catch {
    // given up
  }
}

/**
 * A promise for compiled code. What the code throws while it takes the value would be nobody's rejection, and the
 * operation would never end; here it comes back as a failure of the field.
 */
function caught(promise: PromiseLike<unknown>): PromiseLike<unknown> {
  const then = (take: Told, fail: Told): void => {
    promise.then(
      (value) => {
        try {
          take(plain(value))
        } catch (error) {
          tell(fail, new Unlike('Compiled code failed.', { cause: error }))
        }
      },
      (error) => tell(fail, error),
    )
  }
  // oxlint-disable-next-line unicorn/no-thenable -- it is one, and compiled code calls nothing else of it
  return { then } as PromiseLike<unknown>
}

type Field = GraphQLField<unknown, unknown>

/** The arguments of a field, read from the document as graphql-js does: in its order, with its defaults. */
function argumentsOf(field: Field, { fieldNodes: [node], variableValues }: GraphQLResolveInfo): ArgumentValues {
  if (node === undefined) throw new Unlike('No such field.')
  return getArgumentValues(field, withItsArguments(node), variableValues)
}

/** A resolver as compiled code may call it; `field` is the one of the schema, when it takes arguments. */
export const guardedResolver =
  (resolve: Resolver, field: Field | null): Resolver =>
  (source, none, context, info) => {
    const value: unknown = resolve(source, field === null ? none : argumentsOf(field, info), context, info)
    return isThenable(value) ? caught(value) : plain(value)
  }
