import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { ASSUMED_ITEMS, LIMITS } from './limits.ts'

/** How much a selection asks for. */
export type Size = {
  /** Fields within fields. */
  readonly depth: number
  /** The same below `__schema` and `__type`; 0 when neither is asked. */
  readonly introspection: number
  readonly aliases: number
  /** Fields, times the size of the lists they are in. */
  readonly cost: number
}

type Field = GraphQLField<unknown, unknown>
/** Where a selection stands: on which type, and whether a page that was counted already is above it. */
type Place = { readonly type: GraphQLNamedType | undefined; readonly paged: boolean }

const NOTHING: Size = { depth: 0, introspection: 0, aliases: 0, cost: 0 }

function together(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    introspection: Math.max(a.introspection, b.introspection),
    aliases: a.aliases + b.aliases,
    cost: a.cost + b.cost,
  }
}

function fieldOf(type: GraphQLNamedType | undefined, name: string): Field | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}

/** How many items a field brings: as asked, as declared, or as assumed; a variable counts as the largest page. */
function itemsOf(node: FieldNode, field: Field | undefined, paged: boolean): number {
  const declared = field?.args.find(({ name }) => name === 'first')
  if (declared === undefined) {
    return field !== undefined && isListType(getNullableType(field.type)) && !paged ? ASSUMED_ITEMS.list : 1
  }
  const given = node.arguments?.find((argument) => argument.name.value === 'first')?.value
  if (given === undefined || given.kind === Kind.NULL) {
    return typeof declared.defaultValue === 'number' ? declared.defaultValue : ASSUMED_ITEMS.page
  }
  return given.kind === Kind.INT ? Math.min(Math.max(Number(given.value), 1), LIMITS.page) : LIMITS.page
}

/** Measures operations against a schema, each fragment once, however often it is spread. */
export function sizer(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Size>()

  function ofFragment(name: string, paged: boolean): Size {
    const key = `${name} ${paged}`
    const size = known.get(key)
    if (size !== undefined) return size
    known.set(key, NOTHING) // a cycle ends here; validation refuses it
    const fragment = fragments.get(name)
    const type = fragment === undefined ? undefined : schema.getType(fragment.typeCondition.name.value)
    const measured = ofSelections(fragment?.selectionSet, { type, paged })
    known.set(key, measured)
    return measured
  }

  function ofField(node: FieldNode, { type, paged }: Place): Size {
    const field = fieldOf(type, node.name.value)
    const below = field === undefined ? undefined : getNamedType(field.type)
    const isPage = field?.args.some(({ name }) => name === 'first') === true && !isListType(getNullableType(field.type))
    const inner = ofSelections(node.selectionSet, { type: below, paged: isPage })
    const aliases = inner.aliases + (node.alias === undefined ? 0 : 1)
    const cost = 1 + itemsOf(node, field, paged) * inner.cost
    if (node.name.value === '__schema' || node.name.value === '__type') {
      return { depth: 1, introspection: 1 + Math.max(inner.depth, inner.introspection), aliases, cost }
    }
    return { depth: 1 + inner.depth, introspection: inner.introspection, aliases, cost }
  }

  function ofSelections(set: SelectionSetNode | undefined, place: Place): Size {
    return (set?.selections ?? []).reduce<Size>((sum, selection) => {
      if (selection.kind === Kind.FIELD) return together(sum, ofField(selection, place))
      if (selection.kind === Kind.FRAGMENT_SPREAD) return together(sum, ofFragment(selection.name.value, place.paged))
      const condition = selection.typeCondition?.name.value
      const type = condition === undefined ? place.type : schema.getType(condition)
      return together(sum, ofSelections(selection.selectionSet, { ...place, type }))
    }, NOTHING)
  }

  return ({ operation, selectionSet }: OperationDefinitionNode): Size =>
    ofSelections(selectionSet, { type: schema.getRootType(operation) ?? undefined, paged: false })
}
