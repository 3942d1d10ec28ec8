import {
  execute,
  Kind,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { WebSocket } from 'ws'
import { ownMessage } from '../feed/groups/shared-payload.ts'
import type { Sharing } from '../feed/groups/sharing.ts'
import type { Params } from './params.ts'

/** With more than this unread a client goes at its own pace, which holds it to one batch at a time. */
const BEHIND_BYTES = 256 * 1024
const AFTER_PAYLOAD = Buffer.from('}')

/** An operation that a socket has prepared. */
type Operation = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly params: Params
}

/** How the batches of a subscription can be told to many at once over graphql-ws: each message has its client's own id. */
export function sharedOperation(id: string, socket: WebSocket, asked: Operation): Sharing {
  const { schema, document, operation, params } = asked
  const { operationName, variables = {} } = params
  const own = cursorVariable(document, operation)
  const common = Object.entries(variables).filter(([name]) => name !== own)
  const text = stripIgnoredCharacters(params.query)
  const variableValues = { ...Object.fromEntries(common), ...(own === undefined ? {} : { [own]: '' }) }
  const beforePayload = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  return {
    question: JSON.stringify([text, operationName, common.toSorted(([a], [b]) => (a < b ? -1 : 1))]),
    answer: async (item, contextValue) => {
      const result = await execute({ schema, document, rootValue: item, contextValue, variableValues, operationName })
      return result.errors === undefined ? JSON.stringify(result) : null
    },
    tell: (payload, cursor) => {
      if (socket.readyState !== socket.OPEN) return
      socket.send(ownMessage(beforePayload, payload, cursor, AFTER_PAYLOAD), { binary: false })
    },
    isBehind: () => socket.bufferedAmount > BEHIND_BYTES,
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
