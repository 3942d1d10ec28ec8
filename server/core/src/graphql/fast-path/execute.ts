import { execute, getVariableValues, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql'
import type { RequestContext } from '../context.ts'
import type { Params } from '../params.ts'
import { createCompile, type Compiled } from './compile.ts'
import { located } from './located.ts'
import type { Prepared } from './prepared-documents.ts'
import { Unlike } from './unlike.ts'

/** Runs a prepared operation for a caller. */
export type Execute = (
  prepared: Prepared,
  asked: Pick<Params, 'variables' | 'operationName'>,
  context: RequestContext,
) => Promise<ExecutionResult> | ExecutionResult

/** What is asked for so many times is compiled: what is asked for once would not be worth it. */
const COMPILED_FROM = 3
/** As many as graphql-js names, before it names no more. */
const MOST_ERRORS = 50
/** What took longer is not run again for the order of its errors. */
const WORTH_REPEATING_MS = 1_000

/** One failure of a resolver comes out the same; of several, graphql-js tells some, by the order in which they came. */
const isLikeGraphqlJs = (errors: readonly GraphQLError[]): boolean =>
  errors.length === 1 &&
  errors.every(({ originalError: cause }) => cause instanceof Error && !(cause instanceof Unlike))

/** Makes the executor over a schema: what can be compiled is, the rest graphql-js runs, and all comes out as it would there. */
export function createExecute(schema: GraphQLSchema): Execute {
  const compile = createCompile(schema)
  const compiled = new WeakMap<Prepared, Compiled | null>()

  function codeOf(prepared: Prepared): Compiled | null {
    if (prepared.sights < COMPILED_FROM) return null
    const known = compiled.get(prepared)
    if (known !== undefined) return known
    const code = compile(prepared)
    compiled.set(prepared, code)
    return code
  }

  const interpret: Execute = ({ document }, { variables, operationName }, contextValue) =>
    execute({ schema, document, contextValue, variableValues: variables ?? {}, operationName: operationName ?? null })

  return async (prepared, asked, context) => {
    const code = codeOf(prepared)
    if (code === null) return await interpret(prepared, asked, context)
    const { document, operation } = prepared
    const { coerced, errors: wrong } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      asked.variables ?? {},
      { maxErrors: MOST_ERRORS },
    )
    if (wrong !== undefined) return { errors: wrong }
    const begun = performance.now()
    const result = await run(code, context, coerced)
    if (result?.errors === undefined && result?.data !== undefined) return { data: result.data }
    const isLate = performance.now() - begun > WORTH_REPEATING_MS
    if (result?.errors === undefined || !(isLikeGraphqlJs(result.errors) || isLate)) {
      return await interpret(prepared, asked, context)
    }
    return { errors: result.errors.map((error) => located(error, document)), data: result.data ?? null }
  }
}

/** The result of code; null when the code itself failed. */
async function run(code: Compiled, ...given: Parameters<Compiled>): Promise<ExecutionResult | null> {
  try {
    return await code(...given)
  } catch {
    return null
  }
}
