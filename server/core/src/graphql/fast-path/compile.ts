import { isLeafType, Kind, type DocumentNode, type ExecutionResult, type GraphQLSchema, type TypeNode } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { RequestContext } from '../context.ts'
import { createIsCompilable } from './compilable.ts'
import { COERCED, compiledSchema } from './compiled-schema.ts'
import type { Prepared } from './prepared-documents.ts'
import { Unlike } from './unlike.ts'
import { withoutArguments } from './without-arguments.ts'

/** An operation as code. Of every caller it is given the context and the coerced variables anew, and keeps neither. */
export type Compiled = (
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult

/** Compiles an operation; null for one that graphql-js runs. */
export type Compile = (prepared: Prepared) => Compiled | null

const COERCED_TYPE: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } }

/** The operation and its fragments without arguments, with variables that are coerced already. */
function codable({ document, operation }: Prepared): DocumentNode {
  const variableDefinitions = (operation.variableDefinitions ?? []).map(({ kind, variable }) => ({
    kind,
    variable,
    type: COERCED_TYPE,
  }))
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  return withoutArguments({ kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions }, ...fragments] })
}

/** A field without a resolver may hold what graphql-js would call or wait for. */
const serializersOf = (schema: GraphQLSchema): Record<string, (value: unknown) => unknown> =>
  Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter(isLeafType)
      .map((type) => [
        type.name,
        (value: unknown) => {
          if (typeof value === 'function' || value instanceof Promise) throw new Unlike('No plain value.')
          return type.serialize(value)
        },
      ]),
  )

/** Makes the compiler over a schema. */
export function createCompile(schema: GraphQLSchema): Compile {
  const isCompilable = createIsCompilable(schema)
  const compiled = compiledSchema(schema)
  const options = { customSerializers: serializersOf(schema), disablingCapturingStackErrors: true }
  return (prepared) => {
    if (!isCompilable(prepared)) return null
    const made = compileQuery(compiled, codable(prepared), prepared.operation.name?.value, options)
    if (!isCompiledQuery(made)) return null
    return (context, variables) => made.query(undefined, context, variables)
  }
}
