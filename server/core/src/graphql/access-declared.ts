import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { audienceOf, strangers, type Audience } from './access-option.ts'
import type { AuditOption } from './audit-option.ts'

/** Why a schema was refused at build; each line names one place. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused'
  readonly code = 'ACCESS_NOT_DECLARED'
  readonly places: readonly string[]

  constructor(places: readonly string[]) {
    super(`ACCESS_NOT_DECLARED: the schema was not built.\n${places.map((place) => `  ${place}`).join('\n')}`)
    this.places = places
  }
}

type FieldsType = GraphQLObjectType | GraphQLInterfaceType

const hasFields = (type: GraphQLNamedType): type is FieldsType => isObjectType(type) || isInterfaceType(type)

function option(extensions: Readonly<Record<string, unknown>>, name: 'access' | 'audit' | 'authScopes'): unknown {
  const options = extensions['pothosOptions']
  return typeof options === 'object' && options !== null ? Reflect.get(options, name) : undefined
}

const rootsOf = (schema: GraphQLSchema): readonly GraphQLObjectType[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((root) =>
    Boolean(root),
  ) as GraphQLObjectType[]

/** `core.hall.saved`, `example.visits.recorded`. */
const ACTION = /^[a-z][a-z\d-]*(?:\.[a-z][a-z\d-]*){2,}$/u

function isAuditOption(audit: unknown): audit is AuditOption {
  if (typeof audit === 'string') return ACTION.test(audit)
  return typeof audit === 'object' && audit !== null && 'none' in audit && Boolean(audit.none)
}

function* unaudited(schema: GraphQLSchema): Generator<string> {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (isAuditOption(option(field.extensions, 'audit'))) continue
    yield `Mutation.${field.name} declares no audit action, nor why it has none`
  }
}

/** Where nothing is said about who may be answered: a root field, a type, a field that asks for more. */
function* undeclared(schema: GraphQLSchema, types: readonly GraphQLNamedType[]): Generator<string> {
  const roots = new Set<GraphQLNamedType>(rootsOf(schema))
  for (const type of types.filter(hasFields)) {
    const isRoot = roots.has(type)
    if (!isRoot && audienceOf(option(type.extensions, 'access')) === null) yield `${type.name} declares no access`
    for (const field of Object.values(type.getFields())) {
      const asked = option(field.extensions, 'authScopes')
      if ((isRoot || asked !== undefined) && audienceOf(asked) === null) {
        yield `${type.name}.${field.name} has no authScopes that can be read at build`
      }
    }
  }
}

/** The object types that a field may answer. */
function answeredBy(schema: GraphQLSchema, type: GraphQLNamedType): readonly FieldsType[] {
  if (isUnionType(type)) return type.getTypes()
  if (isInterfaceType(type)) return [type, ...schema.getPossibleTypes(type)]
  return isObjectType(type) ? [type] : []
}

/** Follows each root field to every type behind it, and tells where an audience comes to a type that is not for it. */
function* unforeseen(schema: GraphQLSchema): Generator<string> {
  const met = new Set<string>()
  const follow = function* (owner: string, field: GraphQLField<unknown, unknown>, from: Audience): Generator<string> {
    const audience = audienceOf(option(field.extensions, 'authScopes')) ?? from
    for (const type of answeredBy(schema, getNamedType(field.type))) {
      const declared = audienceOf(option(type.extensions, 'access'))
      const others = declared === null ? [] : strangers(audience, declared)
      if (others.length > 0)
        yield `${owner}.${field.name} answers ${type.name} to ${others.join(', ')}, for whom it is not`
      const place = `${type.name} ${[...audience].sort().join(' ')}`
      if (others.length > 0 || met.has(place)) continue
      met.add(place)
      for (const next of Object.values(type.getFields())) yield* follow(type.name, next, audience)
    }
  }
  for (const root of rootsOf(schema)) {
    for (const field of Object.values(root.getFields())) {
      const audience = audienceOf(option(field.extensions, 'authScopes'))
      if (audience !== null) yield* follow(root.name, field, audience)
    }
  }
}

function* undescribed(type: GraphQLNamedType): Generator<string> {
  if (!type.description) yield `${type.name} has no description`
  if (!hasFields(type) && !isInputObjectType(type)) return
  for (const field of Object.values(type.getFields())) {
    if (!field.description) yield `${type.name}.${field.name} has no description`
  }
}

/**
 * Default deny: throws `SchemaRefused` (code ACCESS_NOT_DECLARED) when a root field or a type says nothing about who may
 * be answered it, when a field answers a type to somebody for whom it is not, when a mutation says nothing about what it
 * leaves in the audit log, or when a type or field has no description. Returns the schema otherwise.
 */
export function assertAccessDeclared(schema: GraphQLSchema): GraphQLSchema {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  )
  const places = [
    ...undeclared(schema, own),
    ...unforeseen(schema),
    ...unaudited(schema),
    ...own.flatMap((type) => [...undescribed(type)]),
  ]
  if (places.length > 0) throw new SchemaRefused(places)
  return schema
}
