import type { ScopedDatabase } from '../access/administration.ts'
import { changeAs } from '../access/audit/change.ts'
import { actorOf } from '../access/audit/record.ts'
import { inScope, standingOf } from '../access/holder.ts'
import type { Principals } from '../access/principals.ts'
import { databaseScope, readerScope } from '../access/scope.ts'
import { refusalOf } from '../access/third-parties/refused-credential.ts'
import type { Freshness } from '../database/database.ts'
import type { Caller } from './caller.ts'
import type { Principal, RequestContext } from './context.ts'
import { fault } from './fault.ts'
import type { LaggingContext } from './recent-reads.ts'
import { sharedReads } from './shared-reads.ts'

/**
 * Makes the context of one operation: looks the principal up and ties reads to its working scope. Throws UNAUTHENTICATED
 * for a key or token that is not good.
 */
export async function createContext(
  { credential, scope, language, requestId, address }: Caller,
  { database, principals }: { readonly database: ScopedDatabase; readonly principals: Principals },
): Promise<LaggingContext> {
  const holder = await principals.find(credential)
  const refused = refusalOf(credential, holder)
  if (refused !== null) throw refused
  const principal = holder === null ? null : inScope(holder, scope)
  let freshness: Freshness = 'now'
  return {
    principal,
    language,
    requestId,
    address,
    read: sharedReads(readFor(database, principal, () => freshness)),
    mayLag: () => (freshness = 'recent'),
    change: changeAs(database, actorOf({ principal, address, requestId })),
    principalStillValid: async () => {
      if (credential === null) return true
      return (await principals.standing(credential)) === (holder === null ? null : standingOf(holder))
    },
  }
}

/** How a principal reads: every statement under its own scope. */
export function readFor(
  database: ScopedDatabase,
  principal: Principal | null,
  freshness: () => Freshness = () => 'now',
): RequestContext['read'] {
  return async (work, within, how) => {
    if (principal === null) throw fault('UNAUTHENTICATED')
    return await database.withScope(databaseScope(principal, readerScope(principal, within)), work, freshness(), how)
  }
}
