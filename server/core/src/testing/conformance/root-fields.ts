import type { GraphQLField, GraphQLSchema } from 'graphql'

/**
 * Root fields that a plugin adds without asking for one of its own permissions or of core's, or without a description.
 * What is open to all it names in `openFields`; fields for anybody signed in are core's alone to give.
 */
export function rootFieldFaults(
  schema: GraphQLSchema,
  ofCore: GraphQLSchema,
  permissions: ReadonlySet<string>,
  openFields: readonly string[] = [],
): readonly string[] {
  const core = new Set(rootFields(ofCore).map(([name]) => name))
  return rootFields(schema)
    .filter(([name]) => !core.has(name))
    .flatMap(([name, field]) => [...fieldFaults(name, field, permissions, openFields)])
}

type RootField = GraphQLField<unknown, unknown>

function rootFields(schema: GraphQLSchema): readonly (readonly [string, RootField])[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => [`${type?.name}.${field.name}`, field] as const),
  )
}

function* fieldFaults(
  name: string,
  field: RootField,
  permissions: ReadonlySet<string>,
  openFields: readonly string[],
): Generator<string> {
  const permission = permissionOf(field)
  if (permission === undefined && openFields.includes(field.name)) yield* closedFaults(name, field)
  else if (permission === undefined) yield `${name} asks for no permission`
  else if (!permissions.has(permission)) yield `${name} asks for "${permission}", which nobody declares`
  if (!field.description) yield `${name} has no description`
  for (const argument of field.args) {
    if (!argument.description) yield `${name}(${argument.name}) has no description`
  }
}

/** A field that is named as open is open, and nothing else. */
function* closedFaults(name: string, field: RootField): Generator<string> {
  const options: unknown = field.extensions['pothosOptions']
  const scopes = hasKey(options, 'authScopes') ? options.authScopes : undefined
  if (!hasKey(scopes, 'open') || scopes.open !== true) yield `${name} is named as open and is not`
}

function permissionOf(field: RootField): string | undefined {
  const options: unknown = field.extensions['pothosOptions']
  if (!hasKey(options, 'authScopes') || !hasKey(options.authScopes, 'permission')) return undefined
  const { permission } = options.authScopes
  return typeof permission === 'string' ? permission : undefined
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value
}
