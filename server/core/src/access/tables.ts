import type { ColumnType, Generated } from 'kysely'
import type { SignInTables } from './sign-in/tables.ts'
import type { ThirdPartyTables } from './third-parties/tables.ts'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

/** The region to which somebody belongs. */
type Home = {
  /** The stable id of the region. */
  regionId: number
  /** Its subtree as a half-open range of scope keys. */
  lo: number
  hi: number
}

/** A person who signs in; what they may do stands in their grants. */
export type AccountTable = Home & {
  id: string
  /** Lower case; unique. */
  username: string
  /** argon2id in PHC form; null for who signs in by the identity provider alone. */
  passwordHash: Nullable<string>
  /** When a one-time password ends; null for one that its owner chose. */
  passwordEndsAt: Nullable<Date>
  /** May be linked to a person of the identity provider by the user name. */
  byProvider: Generated<boolean>
  displayName: string
  createdAt: Date
  disabledAt: Nullable<Date>
  /** The password was made up by the platform. */
  mustChange: Generated<boolean>
  lastSignInAt: Nullable<Date>
  /** Made at the first start: the one person who may hold all three administrator roles. */
  founder: Generated<boolean>
}

/** A role that a person holds in a region, perhaps bound to one organisation or hall. */
export type RoleGrantTable = Home & {
  id: string
  accountId: string
  /** See `roles.ts`. */
  role: string
  organisationId: Nullable<number>
  hallId: Nullable<number>
  createdAt: Date
  createdBy: Nullable<string>
  expiresAt: Nullable<Date>
}

/** A signed-in browser; the token itself is only in its cookie. */
export type SessionTable = {
  /** SHA-256 of the token, hex. */
  tokenHash: string
  /** Its name in lists; opens nothing. */
  id: string
  accountId: string
  /** From where it was opened. */
  address: string
  /** `PASSWORD` or `OIDC`. */
  via: string
  createdAt: Date
  lastSeenAt: Date
  /** The absolute end; the idle limit is counted from `lastSeenAt`. */
  expiresAt: Date
}

/** Tries to sign in that have not succeeded; old ones are swept away. */
export type SignInAttemptTable = {
  id: Generated<number>
  username: string
  address: string
  attemptedAt: Date
  /** `PASSWORD`, or `CODE` for a wrong code after the right password. */
  kind: Generated<string>
}

/** The tables of the room `access`. */
export type AccessTables = {
  'core.account': AccountTable
  'core.roleGrant': RoleGrantTable
  'core.session': SessionTable
  'core.signInAttempt': SignInAttemptTable
} & SignInTables &
  ThirdPartyTables
