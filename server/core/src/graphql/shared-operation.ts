import {
  execute,
  Kind,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { ownMessage } from '../feed/groups/shared-payload.ts'
import type { Sharing } from '../feed/groups/sharing.ts'
import type { Outlet } from './outlets.ts'
import type { Params } from './params.ts'

/** With more than this unread a client goes at its own pace, which holds it to one batch at a time. */
const BEHIND_BYTES = 256 * 1024

/** A subscription that is parsed. */
type Operation = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly params: Params
}

/** How the batches of a subscription can be told to many at once, each of whom has an outlet of its own. */
export function sharedOperation({ schema, document, operation, params }: Operation, outlet: Outlet): Sharing {
  const { operationName, variables = {} } = params
  const own = cursorVariable(document, operation)
  const common = Object.entries(variables).filter(([name]) => name !== own)
  const text = stripIgnoredCharacters(params.query)
  const variableValues = { ...Object.fromEntries(common), ...(own === undefined ? {} : { [own]: '' }) }
  return {
    question: JSON.stringify([text, operationName, common.toSorted(([a], [b]) => (a < b ? -1 : 1))]),
    answer: async (item, contextValue) => {
      const result = await execute({ schema, document, rootValue: item, contextValue, variableValues, operationName })
      return result.errors === undefined ? JSON.stringify(result) : null
    },
    tell: (payload, cursor) => {
      if (outlet.isOpen()) outlet.send(ownMessage(outlet.before, payload, cursor, outlet.after))
    },
    isBehind: () => outlet.unreadBytes() > BEHIND_BYTES,
  }
}

/**
 * The variable that says where to continue, if it is used for nothing else: what comes then is the same for all who are
 * as far.
 */
function cursorVariable(document: DocumentNode, operation: OperationDefinitionNode): string | undefined {
  const uses = new Map<string, number>()
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void uses.set(name.value, (uses.get(name.value) ?? 0) + 1),
  })
  const fields = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD)
  const after = fields.flatMap((field) => field.arguments ?? []).find(({ name }) => name.value === 'after')?.value
  const name = after?.kind === Kind.VARIABLE ? after.name.value : undefined
  return name !== undefined && uses.get(name) === 1 ? name : undefined
}
