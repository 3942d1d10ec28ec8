import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Params } from '../params.ts'
import type { RequestContext } from '../context.ts'
import type { Prepared } from './prepared-documents.ts'

/** Runs a prepared operation for a caller. */
export type Execute = (
  prepared: Prepared,
  asked: Pick<Params, 'variables' | 'operationName'>,
  context: RequestContext,
) => Promise<ExecutionResult> | ExecutionResult

/** Makes the executor over a schema. */
export const createExecute =
  (schema: GraphQLSchema): Execute =>
  ({ document }, { variables, operationName }, contextValue) =>
    execute({ schema, document, contextValue, variableValues: variables ?? {}, operationName: operationName ?? null })
