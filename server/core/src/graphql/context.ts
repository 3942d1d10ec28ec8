import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Language } from '../text.ts'

/** Who asks: a person with a local account, or a system with an API key. */
export type Principal = {
  /** The id of the account or of the key. */
  readonly id: string
  readonly kind: 'account' | 'key'
  readonly name: string
  /** The name with which an account signs in; a key has none. */
  readonly username?: string | undefined
  /** The stable id of the region whose subtree the principal may read. */
  readonly regionId: number
  /** The subtree as a half-open range of scope keys: lo ≤ key < hi. */
  readonly lo: number
  readonly hi: number
  readonly permissions: ReadonlySet<string>
}

/** A half-open range of scope keys: lo ≤ key < hi. */
export type ScopeRange = { readonly lo: number; readonly hi: number }

/** What every resolver gets. Registers, clock and the like come from the host that `schema(builder, host)` is given. */
export type RequestContext = {
  /** Null when nobody is signed in: only fields that are open answer then. */
  readonly principal: Principal | null
  readonly language: Language
  /** Names the request in logs and in the messages of internal errors. */
  readonly requestId: string
  /** The address from which the request came, for logs and lock-outs. */
  readonly address: string
  /**
   * Runs reads in one transaction in the principal's scope, narrowed to `within` when given; row security holds it.
   * Throws UNAUTHENTICATED without a principal and NOT_FOUND when `within` lies outside of the principal's range.
   */
  readonly read: <T>(work: (db: ReadingDatabase) => Promise<T>, within?: ScopeRange) => Promise<T>
  /** Whether the principal's session or key still holds; streams ask at least once a second. */
  readonly principalStillValid: () => Promise<boolean>
}

/** The database as a reader sees it; a plugin adds its tables with `$extendTables`. */
export type ReadingDatabase = Transaction<CoreTables>
