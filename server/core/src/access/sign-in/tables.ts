import type { ColumnType } from 'kysely'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Whom the identity provider calls by which account here. */
export type OidcIdentityTable = { issuer: string; subject: string; accountId: string; linkedAt: Date }

/** The second factor of an account: one authenticator app. */
export type SecondFactorTable = {
  accountId: string
  /** The shared secret, sealed with the keys of personal data. */
  secret: Buffer
  createdAt: Date
  /** Null until a first code has proved that the app has the secret; asked for from then on. */
  confirmedAt: Nullable<Date>
  /** The last step that was used; none is accepted twice. */
  lastStep: Nullable<number>
}

/** A code for when the phone is lost. */
export type RecoveryCodeTable = {
  accountId: string
  /** SHA-256, hex. */
  hash: string
}

/** From where an account signed in of late: such places are not held up when others guess at it. */
export type SignInAddressTable = { accountId: string; address: string; seenAt: Date }

/** The tables of signing in, beside accounts and sessions. */
export type SignInTables = {
  'core.oidcIdentity': OidcIdentityTable
  'core.secondFactor': SecondFactorTable
  'core.recoveryCode': RecoveryCodeTable
  'core.signInAddress': SignInAddressTable
}
