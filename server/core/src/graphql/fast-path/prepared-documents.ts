import {
  BREAK,
  getOperationAST,
  OperationTypeNode,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Params } from '../params.ts'
import type { Parse } from '../parse-within-limits.ts'
import { plainSubscription } from '../plain-subscription.ts'

/** An operation of a document that was parsed within the limits and found valid. Nothing in it is of any caller. */
export type Prepared = {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** How many times it was asked for. */
  sights: number
}

const RULES = [...specifiedRules, plainSubscription]

/** How much is remembered: so many operations, whose documents have so many characters together. */
export const REMEMBERED = { operations: 1_000, characters: 1024 * 1024 } as const

/** Gives a query or mutation, parsed and validated once; null for what only the specification server answers. */
export type PreparedDocuments = {
  readonly prepare: (asked: Pick<Params, 'query' | 'operationName'>) => Prepared | null
  /** How many are remembered. */
  readonly size: () => number
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field: ({ name: { value } }) => {
      if (value !== '__schema' && value !== '__type') return undefined
      found = true
      return BREAK
    },
  })
  return found
}

function parsed(parse: Parse, query: string): DocumentNode | null {
  try {
    return parse(query)
  } catch {
    return null // what is wrong with it, the specification server says
  }
}

/** Makes the memory of documents over a schema. What is no valid query or mutation is not remembered. */
export function createPreparedDocuments(
  schema: GraphQLSchema,
  parse: Parse,
  { operations: max, characters: maxSize }: { readonly operations: number; readonly characters: number } = REMEMBERED,
): PreparedDocuments {
  const known = new LRUCache<string, Prepared>({ max, maxSize, sizeCalculation: (_, key) => key.length })

  function read({ query, operationName }: Pick<Params, 'query' | 'operationName'>): Prepared | null {
    const document = parsed(parse, query)
    if (document === null || asksForSchema(document)) return null
    const operation = getOperationAST(document, operationName)
    if (operation == null || operation.operation === OperationTypeNode.SUBSCRIPTION) return null
    return validate(schema, document, RULES).length > 0 ? null : { document, operation, sights: 0 }
  }

  return {
    prepare: (asked) => {
      const key = keyOf(asked)
      const prepared = known.get(key) ?? read(asked)
      if (prepared === null) return null
      if (prepared.sights === 0) known.set(key, prepared)
      prepared.sights += 1
      return prepared
    },
    size: () => known.size,
  }
}

/** Different for whatever differs, so that no name of an operation can be read as a part of a document. */
const keyOf = ({ query, operationName }: Pick<Params, 'query' | 'operationName'>): string =>
  operationName === undefined ? `-${query}` : `${operationName.length}:${operationName}${query}`
