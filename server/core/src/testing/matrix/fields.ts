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
  readonly requestFor: (target: Target, round: number) => Request
  /** Who may ask, as the field declares it. */
  readonly isOpenTo: (permissions: ReadonlySet<string>, reader: Pick<Reader, 'isKnown' | 'role'>) => boolean
}

/** All root fields of a schema. @throws Error for a required argument that no maker makes */
export function fieldsOf(schema: GraphQLSchema, makers: Makers, sample: Target): readonly MatrixField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
  return roots.flatMap(([operation, root]) =>
    Object.values(root?.getFields() ?? {}).map((field): MatrixField => {
      const names = Object.keys(argumentsOf(root?.name ?? '', field, makers, sample, 0))
      const query = documentFor(schema, operation, field, names)
      return {
        name: field.name,
        operation,
        takesTarget: names.length > 0,
        requestFor: (target, round) => ({
          query,
          variables: argumentsOf(root?.name ?? '', field, makers, target, round),
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

function openTo(field: GraphQLField<unknown, unknown>): MatrixField['isOpenTo'] {
  const options = field.extensions['pothosOptions'] as { readonly authScopes?: Scopes } | undefined
  const { open, signedIn, person, permission, anyOf } = options?.authScopes ?? {}
  const enough = [...(permission === undefined ? [] : [permission]), ...(anyOf ?? [])]
  return (permissions, { isKnown, role }) =>
    open === true ||
    (isKnown && signedIn === true) ||
    (isKnown && person === true && role !== 'THIRD_PARTY') ||
    enough.some((name) => permissions.has(name))
}
