import { getOperationAST, Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LIMITS } from './limits.ts'
import type { Params } from './params.ts'
import type { Parse } from './parse-within-limits.ts'
import { bodyTooLarge } from './request-body.ts'

/**
 * Refuses a body above the usual limit unless the operation is a mutation whose root fields all take batches (marked
 * with `INTAKE`). The document itself is short in any case (`LIMITS.characters`): what is large are its variables.
 */
export function checkBodyFits(bytes: number, params: Params, schema: GraphQLSchema, parse: Parse): void {
  if (bytes > LIMITS.bodyBytes && !takesBatches(params, schema, parse)) throw bodyTooLarge(LIMITS.bodyBytes)
}

function takesBatches({ query, operationName }: Params, schema: GraphQLSchema, parse: Parse): boolean {
  const document = parsed(query, parse)
  const operation = document && getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.MUTATION) return false
  const fields = schema.getMutationType()?.getFields() ?? {}
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && fields[selection.name.value]?.extensions['intake'] === true,
  )
}

function parsed(query: string, parse: Parse): DocumentNode | undefined {
  try {
    return parse(query)
  } catch {
    return undefined // whatever is wrong with it, it is no batch
  }
}
