import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { parserWithinLimits } from '../../graphql/parse-within-limits.ts'

export type Operation = 'query' | 'mutation' | 'subscription'

/** Deeper than this nothing new is found: types that are on the way already are not gone into again. */
const DEEPEST = 6

/**
 * Writes an operation that asks one root field for everything below it, as deep as the limits of a document allow.
 * @throws Error when they do not allow even its leaves
 */
export function documentFor(
  schema: GraphQLSchema,
  operation: Operation,
  field: GraphQLField<unknown, unknown>,
  argumentNames: readonly string[],
): string {
  const parse = parserWithinLimits(schema, false)
  const given = field.args.filter(({ name }) => argumentNames.includes(name))
  const variables = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ')
  const inBrackets = (text: string) => (text === '' ? '' : `(${text})`)
  const type = getNamedType(field.type)
  for (let depth = DEEPEST; depth > 0; depth--) {
    const below = isCompositeType(type) ? selectionOf(schema, type, depth, [type.name]) : ''
    const document = `${operation} Matrix${inBrackets(variables)} { ${field.name}${inBrackets(passed)} ${below} }`
    try {
      parse(document)
      return document
    } catch {
      // Beyond a limit: ask for less.
    }
  }
  throw new Error(`${field.name} cannot be asked for within the limits of a document.`)
}

/** All leaves, and below them the types that are not on the way here already. */
function selectionOf(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number, way: readonly string[]): string {
  if (isObjectType(type)) return `{ __typename ${fieldsOf(schema, type, depth, way, new Map()).join(' ')} }`
  if (!isAbstractType(type)) return '{ __typename }'
  const taken = new Map<string, string>()
  const members = schema.getPossibleTypes(type).map((member) => {
    const fields = fieldsOf(schema, member, depth, [...way, member.name], taken)
    return `... on ${member.name} { ${fields.join(' ')} }`
  })
  return `{ __typename ${members.join(' ')} }`
}

/** `taken`: the names that members before this one answer with, and as what; a name of another type gets an alias. */
function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  depth: number,
  way: readonly string[],
  taken: Map<string, string>,
): readonly string[] {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type)
    if (field.args.some(isRequiredArgument)) return []
    const isLeaf = isLeafType(named)
    if (!isLeaf && (depth <= 1 || way.includes(named.name) || !isCompositeType(named))) return []
    const below = isLeaf || !isCompositeType(named) ? '' : selectionOf(schema, named, depth - 1, [...way, named.name])
    const as = `${String(field.type)} ${below}`
    const isFree = (taken.get(field.name) ?? as) === as
    if (isFree) taken.set(field.name, as)
    return [`${isFree ? '' : `${type.name}_${field.name}: `}${field.name} ${below}`]
  })
  return fields.length > 0 ? fields : ['__typename']
}
