import {
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
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

function optionsOf(extensions: Readonly<Record<string, unknown>>): object {
  const options = extensions['pothosOptions']
  return typeof options === 'object' && options !== null ? options : {}
}

function declaresAccess(extensions: Readonly<Record<string, unknown>>): boolean {
  const options = optionsOf(extensions)
  const scopes = 'authScopes' in options ? options.authScopes : undefined
  if (typeof scopes === 'function') return true
  return typeof scopes === 'object' && scopes !== null && Object.keys(scopes).length > 0
}

/** `core.hall.saved`, `example.visits.recorded`. */
const ACTION = /^[a-z][a-z\d-]*(?:\.[a-z][a-z\d-]*){2,}$/u

function declaresAudit(extensions: Readonly<Record<string, unknown>>): boolean {
  const options = optionsOf(extensions)
  return 'audit' in options && isAuditOption(options.audit)
}

function isAuditOption(audit: unknown): audit is AuditOption {
  if (typeof audit === 'string') return ACTION.test(audit)
  return typeof audit === 'object' && audit !== null && 'none' in audit && Boolean(audit.none)
}

function* unaudited(schema: GraphQLSchema): Generator<string> {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (!declaresAudit(field.extensions)) yield `Mutation.${field.name} declares no audit action, nor why it has none`
  }
}

function* undeclared(schema: GraphQLSchema): Generator<string> {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (!declaresAccess(field.extensions)) yield `${root?.name}.${field.name} has no authScopes`
    }
  }
}

function* undescribed(type: GraphQLNamedType): Generator<string> {
  if (!type.description) yield `${type.name} has no description`
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return
  for (const field of Object.values(type.getFields())) {
    if (!field.description) yield `${type.name}.${field.name} has no description`
  }
}

/**
 * Default deny: throws `SchemaRefused` (code ACCESS_NOT_DECLARED) when a root field says nothing about who may use it,
 * a mutation nothing about what it leaves in the audit log, or when a type or field has no description. Returns the
 * schema otherwise.
 */
export function assertAccessDeclared(schema: GraphQLSchema): GraphQLSchema {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  )
  const places = [...undeclared(schema), ...unaudited(schema), ...own.flatMap((type) => [...undescribed(type)])]
  if (places.length > 0) throw new SchemaRefused(places)
  return schema
}
