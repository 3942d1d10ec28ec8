import type { Role } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

/** A role and what it may do, in the reader's language. */
export type RoleDescription = {
  readonly role: Role
  readonly title: string
  readonly permissions: readonly { readonly name: string; readonly title: string }[]
}

export const rolesQuery = query<{ roles: readonly RoleDescription[] }>(
  `query Roles { roles { role title permissions { name title } } }`,
)
