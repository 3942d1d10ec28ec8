import fc, { type Arbitrary } from 'fast-check'
import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { anyBelow, anyValue, oneIn, oneOf, type Draw } from './any-value.ts'
import type { Words } from './words.ts'
import { inDocument, inJson } from './written-value.ts'

/** An operation as a client would send it. */
export type Operation = {
  readonly kind: OperationTypeNode
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type Field = GraphQLField<unknown, unknown>
type Writing = {
  readonly g: Draw
  readonly schema: GraphQLSchema
  readonly words: Words
  /** Declarations of the variables used so far, and their values. */
  readonly declared: string[]
  readonly variables: Record<string, unknown>
}

const DEEPEST = 5

function writeArgument(writing: Writing, { name, type }: GraphQLArgument): string {
  const { g, words, declared, variables } = writing
  const value = anyValue(g, type, words)
  if (oneIn(g, 2)) return `${name}: ${inDocument(value)}`
  const variable = `v${declared.length}`
  declared.push(`$${variable}: ${oneIn(g, 50) ? oneOf(g, 'Int', 'String!', '[ID]', 'Nothing') : String(type)}`)
  if (!oneIn(g, 40)) variables[variable] = inJson(value)
  return `${name}: $${variable}`
}

function writeArguments(writing: Writing, { args }: Field): string {
  const { g } = writing
  const written = args.flatMap((argument) => {
    const needed = isNonNullType(argument.type) && argument.defaultValue === undefined
    if (needed ? oneIn(g, 60) : !oneIn(g, 2)) return []
    return [writeArgument(writing, argument)]
  })
  return written.length === 0 ? '' : `(${written.join(', ')})`
}

function writeField(writing: Writing, field: Field, depth: number, name?: string): string {
  const { g } = writing
  const alias = name ?? (oneIn(g, 25) ? `${oneOf(g, 'a', 'b', '__c')}: ` : '')
  const directive = oneIn(g, 40) ? ` @${oneOf(g, 'skip', 'include')}(if: ${oneOf(g, 'true', 'false')})` : ''
  return `${alias}${field.name}${writeArguments(writing, field)}${directive}${writeSelections(writing, getNamedType(field.type), depth + 1)}`
}

function writeSelections(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { g, schema } = writing
  if (!isObjectType(type) && !isAbstractType(type)) return oneIn(g, 300) ? ' { x }' : ''
  if (oneIn(g, 200)) return ''
  const parts: string[] = ['__typename']
  if (isAbstractType(type)) {
    for (const possible of schema.getPossibleTypes(type)) {
      parts.push(`... on ${possible.name}${writeSelections(writing, possible, depth)}`)
    }
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < DEEPEST || !isObjectType(getNamedType(field.type)),
    )
    const wanted = fields.length === 0 ? 0 : anyBelow(g, 7)
    const chosen = new Set(Array.from({ length: wanted }, () => oneOf(g, ...fields)))
    parts.push(...[...chosen].map((field) => writeField(writing, field, depth)))
  }
  if (oneIn(g, 100))
    parts.push(oneOf(g, 'nothing', '__schema { types { name } }', '...Nothing', '... on Nothing { x }'))
  return ` { ${parts.join(' ')} }`
}

function writeOperation(g: Draw, schema: GraphQLSchema, words: Words): Operation {
  const kind = oneOf(g, ...KINDS)
  const writing: Writing = { g, schema, words, declared: [], variables: {} }
  const roots = Object.values(schema.getRootType(kind)?.getFields() ?? {})
  const count = kind === OperationTypeNode.SUBSCRIPTION ? 1 : 1 + anyBelow(g, 2)
  const fields = Array.from({ length: count }, (_, n) => writeField(writing, oneOf(g, ...roots), 1, `f${n}: `))
  const variables = writing.declared.length === 0 ? '' : ` (${writing.declared.join(', ')})`
  return { kind, query: `${kind}${variables} { ${fields.join(' ')} }`, variables: writing.variables }
}

/** Of ten operations, six ask, three change and one follows. */
const { QUERY, MUTATION, SUBSCRIPTION } = OperationTypeNode
const KINDS = [...Array.from({ length: 6 }, () => QUERY), MUTATION, MUTATION, MUTATION, SUBSCRIPTION]

/**
 * Operations over a schema: any fields, arguments of right and wrong types, literals and variables. Most are valid, so
 * that they reach the resolvers; what is wrong is wrong in one place or two.
 */
export const anyOperation = (schema: GraphQLSchema, words: Words): Arbitrary<Operation> =>
  fc.gen().map((g) => writeOperation(g, schema, words))
