import type { Database } from '../database/database.ts'
import type { Scope } from '../database/scope.ts'

/** What this room needs of the database: work under a scope, nothing else. */
export type ScopedDatabase = Pick<Database, 'withScope'>

/** Says what time it is; tests replace it. */
export type Now = () => Date | Promise<Date>

/** Accounts, sessions and keys are the platform's own: read and written in the scope of administration. */
export const ADMINISTRATION = { mode: 'administration' } as const satisfies Scope
