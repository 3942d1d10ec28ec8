import type { ColumnType } from 'kysely'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

/** What a system was given: permissions of its own in one region. */
export type GivenToSystem = {
  id: string
  name: string
  /** The stable id of the region. */
  regionId: number
  /** Its subtree as a half-open range of scope keys. */
  lo: number
  hi: number
  /** Names of permissions, joined by commas. */
  permissions: string
  createdAt: Date
  createdBy: Nullable<string>
  expiresAt: Nullable<Date>
  revokedAt: Nullable<Date>
}

/** A key of a system. It opens by its secrets, of which at most two are live at a time. */
export type ApiKeyTable = GivenToSystem

/** A secret of a key: `zk_<prefix>_<secret>`, shown once. */
export type ApiKeySecretTable = {
  prefix: string
  apiKeyId: string
  /** SHA-256 of the whole `zk_…`, hex. */
  hash: string
  createdAt: Date
  /** When it ends before its key does; null for as long as the key. */
  expiresAt: Nullable<Date>
  /** Written at most once a minute. */
  lastUsedAt: Nullable<Date>
}

/** A client of the authorisation server that may come with its tokens. */
export type ClientTable = GivenToSystem & {
  /** Its name at the authorisation server. */
  clientId: string
  /** Written at most once a minute. */
  lastUsedAt: Nullable<Date>
}

/** The tables of systems of third parties. */
export type ThirdPartyTables = {
  'core.apiKey': ApiKeyTable
  'core.apiKeySecret': ApiKeySecretTable
  'core.client': ClientTable
}
