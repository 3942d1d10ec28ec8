import type { GraphQLField, GraphQLSchema } from 'graphql'
import { argumentsOf, type Makers } from './arguments.ts'
import type { Request } from './channels.ts'
import { documentFor, type Operation } from './documents.ts'
import type { Reader } from './readers.ts'
import type { Target } from './targets.ts'

/** A root field with the request that asks it about something. */
export type MatrixField = {
  readonly name: string
  readonly operation: Operation
  /** Whether what it answers depends on what the request names. */
  readonly takesTarget: boolean
  /** Whether it is about the asker alone, as a second factor is. */
  readonly isOfOneself: boolean
  readonly requestFor: (target: Target, round: number) => Request
  /** Who may ask, as the field declares it. */
  readonly isOpenTo: (permissions: ReadonlySet<string>, reader: Pick<Reader, 'isKnown' | 'role'>) => boolean
}

/** All root fields of a schema. @throws Error for a required argument that no maker makes */
export function fieldsOf(
  schema: GraphQLSchema,
  makers: Makers,
  [one, other]: readonly [Target, Target],
): readonly MatrixField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
  return roots.flatMap(([operation, root]) =>
    Object.values(root?.getFields() ?? {}).map((field): MatrixField => {
      const valuesFor = (target: Target, round: number) => argumentsOf(root?.name ?? '', field, makers, target, round)
      const takesTarget = JSON.stringify(valuesFor(one, 0)) !== JSON.stringify(valuesFor(other, 0))
      const query = documentFor(schema, operation, field, Object.keys(valuesFor(one, 0)))
      const { person, signedIn } = scopesOf(field)
      return {
        name: field.name,
        operation,
        takesTarget,
        isOfOneself: !takesTarget && (person ?? signedIn ?? false),
        requestFor: (target, round) => ({
          query,
          variables: valuesFor(target, round),
        }),
        isOpenTo: openTo(field),
      }
    }),
  )
}

type Scopes = {
  readonly open?: boolean
  readonly signedIn?: boolean
  readonly person?: boolean
  readonly permission?: string
  readonly anyOf?: readonly string[]
}

function scopesOf(field: GraphQLField<unknown, unknown>): Scopes {
  const options = field.extensions['pothosOptions'] as { readonly authScopes?: Scopes } | undefined
  return options?.authScopes ?? {}
}

function openTo(field: GraphQLField<unknown, unknown>): MatrixField['isOpenTo'] {
  const { open, signedIn, person, permission, anyOf } = scopesOf(field)
  const enough = [...(permission === undefined ? [] : [permission]), ...(anyOf ?? [])]
  return (permissions, { isKnown, role }) =>
    open === true ||
    (isKnown && signedIn === true) ||
    (isKnown && person === true && role !== 'THIRD_PARTY') ||
    enough.some((name) => permissions.has(name))
}
