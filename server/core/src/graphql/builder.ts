import SchemaBuilder from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { limitOf } from '../access/holder.ts'
import type { CaseObjects } from '../cases/graphql/names.ts'
import type { FileObjects } from '../files/graphql/names.ts'
import { definePageInfo, type PageInfo } from './connections.ts'
import type { RequestContext } from './context.ts'
import { defineErrors, type InputProblem } from './errors.ts'
import { fault } from './fault.ts'
import type { PermissionName } from '../permission.ts'
import type { RegisterEnums, RegisterInputs, RegisterObjects } from '../registers/graphql/names.ts'
import { defineScalars, type UnreadableInstant } from './scalars.ts'

/** The types that every part of the schema shares. */
type Shared = {
  Context: RequestContext
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string | number }
    /** A `Date`, or an ISO text, leaves as ISO UTC with Z. */
    DateTime: { Input: Date; Output: Date | string }
    /** Read leniently: what is no instant is told of its item. */
    ReportedInstant: { Input: Date | UnreadableInstant; Output: Date | UnreadableInstant }
    /** `YYYY-MM-DD`, a day of Asia/Shanghai. */
    Date: { Input: string; Output: string }
    /** Twelve digits. */
    RegionCode: { Input: string; Output: string }
  } & RegisterEnums
  Interfaces: { Error: InputProblem }
  Objects: { InputError: InputProblem; PageInfo: PageInfo } & RegisterObjects & CaseObjects & FileObjects
  Inputs: RegisterInputs
  AuthScopes: {
    /** Any signed-in principal that holds this permission. */
    permission: PermissionName
    /** Any signed-in principal that holds one of these permissions. */
    anyOf: readonly PermissionName[]
    /** Any signed-in principal. */
    signedIn: boolean
    /** A person, also one who must set up the second factor before anything else. */
    person: true
    /** Anybody; say it out loud. */
    open: true
  }
}

/** The same, as references to types want it. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<Shared>

function newBuilder() {
  return new SchemaBuilder<Shared>({
    plugins: [ScopeAuthPlugin],
    defaultFieldNullability: false,
    scopeAuth: {
      authorizeOnSubscribe: true,
      authScopes: ({ principal }) => ({
        open: () => true,
        signedIn: (wanted: boolean) => (principal !== null && limitOf(principal) === null) === wanted,
        person: () => principal?.kind === 'account' && !principal.mustChangePassword,
        anyOf: (wanted: readonly PermissionName[]) => wanted.some((name) => principal?.permissions.has(name) ?? false),
        permission: (wanted: PermissionName) => principal?.permissions.has(wanted) ?? false,
      }),
      unauthorizedError: (_parent, { principal }) =>
        fault(principal === null ? 'UNAUTHENTICATED' : (limitOf(principal) ?? 'FORBIDDEN')),
    },
  })
}

/** The builder on which core and plugins write their GraphQL types. */
export type Builder = ReturnType<typeof newBuilder>

/**
 * Makes a builder with the shared scalars, errors and page info, and empty roots. One per built schema.
 * Every root field must have `authScopes`, every type `access`, and both with all fields a `description`; `assertAccessDeclared` refuses
 * the schema otherwise.
 */
export function createBuilder(): Builder {
  const builder = newBuilder()
  builder.queryType({ description: 'Everything that can be asked.' })
  builder.mutationType({ description: 'Everything that can be changed.' })
  builder.subscriptionType({ description: 'What is pushed as it happens, over WebSocket or SSE.' })
  defineScalars(builder)
  defineErrors(builder)
  definePageInfo(builder)
  return builder
}
