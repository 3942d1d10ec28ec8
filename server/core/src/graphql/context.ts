import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Change } from '../access/audit/change.ts'
import type { Role } from '../access/roles.ts'
import type { Sharing } from '../feed/groups/sharing.ts'
import type { Language } from '../text.ts'

/** A half-open range of scope keys: lo ≤ key < hi. */
export type ScopeRange = { readonly lo: number; readonly hi: number }

/** What one reader may reach: a range, and inside of it one organisation's or one hall's rows only, if it is bound so. */
export type Reach = ScopeRange & {
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** A place in the house: a region's subtree, or one organisation or hall in it. */
export type Unit = Reach & {
  /** The stable id of the region. */
  readonly regionId: number
}

/** A right that is held: a role in a unit. A key or client has no role but permissions of its own. */
export type HeldGrant = Unit & {
  readonly id: string
  readonly role: Role | null
  readonly permissions: ReadonlySet<string>
}

/** Who asks: a person with an account, a system with an API key, or a client of an authorisation server. */
export type Principal = Unit & {
  /** The id of the account, key or client. The unit is the working scope of the request. */
  readonly id: string
  readonly kind: 'account' | 'key' | 'client'
  readonly name: string
  /** The name with which an account signs in; others have none. */
  readonly username?: string | undefined
  /** What may be done in the working scope: the permissions of every grant that contains it. */
  readonly permissions: ReadonlySet<string>
  /** All grants that are held now, whatever the working scope. */
  readonly grants: readonly HeldGrant[]
  /** The one-time password must be changed before anything else. */
  readonly mustChangePassword: boolean
  /** The session of a person; systems have none. */
  readonly session?: SessionFacts | undefined
  /** When session, key or token end by themselves; null when they do not. */
  readonly expiresAt: Date | null
}

/** What there is to know of a person's session. */
export type SessionFacts = {
  readonly id: string
  /** When the person proved by password or provider who they are. */
  readonly createdAt: Date
  readonly hasSecondFactor: boolean
  /** One is asked for by the settings and must be set up before anything else. */
  readonly mustSetUpSecondFactor: boolean
}

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
   * Runs reads in one transaction in the principal's working scope, narrowed to `within` when given; row security holds
   * it. Throws UNAUTHENTICATED without a principal and NOT_FOUND when `within` lies outside of the principal's range.
   */
  readonly read: <T>(work: (db: ReadingDatabase) => Promise<T>, within?: ScopeRange, how?: ReadHow) => Promise<T>
  /** Changes something and writes it into the audit log as the principal, in one transaction. */
  readonly change: Change
  /** Whether session or key still hold, with the rights they had; streams ask for every batch and each second. */
  readonly principalStillValid: () => Promise<boolean>
  /** Lets a stream tell its batches to many at once; only some transports can. */
  readonly sharing?: Sharing
}

/**
 * atOnce: all statements are asked for at once, none after an answer, so that one message brings them all.
 * kept: all of them are `KEPT` ones, which are planned once.
 */
export type ReadHow = { readonly atOnce?: boolean; readonly kept?: boolean }

/** The database as a reader sees it; a plugin adds its tables with `$extendTables`. */
export type ReadingDatabase = Transaction<CoreTables>
