import type { ColumnType, Generated } from 'kysely'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

/** What an account and a key have in common: whose subtree they read, and what they may do. */
type Grant = {
  /** The stable id of the region. */
  regionId: number
  /** Its subtree as a half-open range of scope keys. */
  lo: number
  hi: number
  /** Names of permissions, joined by commas. */
  permissions: string
}

/** A person who signs in with a password kept here. */
export type AccountTable = Grant & {
  id: string
  /** Lower case; unique. */
  username: string
  /** argon2id in PHC form. */
  passwordHash: string
  displayName: string
  createdAt: Date
  disabledAt: Nullable<Date>
  /** The password was made up by the platform. */
  mustChange: Generated<boolean>
}

/** A signed-in browser; the token itself is only in its cookie. */
export type SessionTable = {
  /** SHA-256 of the token, hex. */
  tokenHash: string
  accountId: string
  createdAt: Date
  lastSeenAt: Date
  /** The absolute end; the idle limit is counted from `lastSeenAt`. */
  expiresAt: Date
}

/** A key of a system: `zk_<prefix>_<secret>`, shown once. */
export type ApiKeyTable = Grant & {
  id: string
  prefix: string
  /** SHA-256 of the whole key, hex. */
  hash: string
  name: string
  createdAt: Date
  createdBy: Nullable<string>
  expiresAt: Nullable<Date>
  /** Written at most once a minute. */
  lastUsedAt: Nullable<Date>
  revokedAt: Nullable<Date>
}

/** Tries to sign in that have not succeeded; old ones are swept away. */
export type SignInAttemptTable = { id: Generated<number>; username: string; address: string; attemptedAt: Date }

/** The tables of the room `access`. */
export type AccessTables = {
  'core.account': AccountTable
  'core.session': SessionTable
  'core.apiKey': ApiKeyTable
  'core.signInAttempt': SignInAttemptTable
}
