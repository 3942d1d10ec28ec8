import type { ScopedDatabase } from '../access/administration.ts'
import type { Principals } from '../access/principals.ts'
import { readerScope } from '../access/scope.ts'
import type { Caller } from './caller.ts'
import type { RequestContext } from './context.ts'

/** Makes the context of one operation: looks the principal up and ties reads to its range. */
export async function createContext(
  { credential, language, requestId, address }: Caller,
  { database, principals }: { readonly database: ScopedDatabase; readonly principals: Principals },
): Promise<RequestContext> {
  const principal = await principals.find(credential)
  return {
    principal,
    language,
    requestId,
    address,
    read: async (work, within) => {
      const { lo, hi } = readerScope(principal, within)
      return await database.withScope({ mode: 'reader', lo, hi }, work)
    },
    principalStillValid: async () => credential === null || (await principals.stillValid(credential)),
  }
}
