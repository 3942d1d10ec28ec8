import {
  BREAK,
  getNamedType,
  isAbstractType,
  isObjectType,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql'
import type { Prepared } from './prepared-documents.ts'

/** graphql-jit joins names by `_` to names of its own, and a key `__proto__` is none in its objects. */
const isNamedPlainly = ({ name, alias }: FieldNode): boolean =>
  alias === undefined ? !name.value.includes('_') || name.value === '__typename' : !alias.value.includes('_')

/** Types whose name and a field's, written together, are those of another type and field: graphql-jit takes one for the other. */
function ambiguousTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const owners = new Map<string, string[]>()
  for (const { name, ...type } of types.map((each) => ({ name: each.name, fields: each.getFields() }))) {
    for (const field of Object.keys(type.fields)) owners.set(name + field, [...(owners.get(name + field) ?? []), name])
  }
  return new Set([...owners.values()].filter(({ length }) => length > 1).flat())
}

/**
 * Tells which operations graphql-jit answers as graphql-js does: queries over object types without conditions. Mutations
 * are left out, since after a failure it would go on with the next one.
 */
export function createIsCompilable(schema: GraphQLSchema): (prepared: Prepared) => boolean {
  const ambiguous = ambiguousTypes(schema)
  return ({ document, operation }) => {
    if (operation.operation !== OperationTypeNode.QUERY) return false
    let fits = true
    const refuse = () => {
      fits = false
      return BREAK
    }
    const types = new TypeInfo(schema)
    const unlessPlainObject = () => {
      const type = types.getType() == null ? undefined : getNamedType(types.getType())
      const isUnlike =
        isAbstractType(type) || (isObjectType(type) && (ambiguous.has(type.name) || type.isTypeOf != null))
      return isUnlike ? refuse() : undefined
    }
    visit(
      document,
      visitWithTypeInfo(types, {
        Directive: refuse,
        Field: (node) => (isNamedPlainly(node) ? unlessPlainObject() : refuse()),
        InlineFragment: unlessPlainObject,
        FragmentDefinition: unlessPlainObject,
      }),
    )
    return fits
  }
}
