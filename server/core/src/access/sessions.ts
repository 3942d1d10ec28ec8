import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { digest, newToken } from './tokens.ts'

const HOUR = 3_600_000

/** A session ends after eight hours without a request … */
export const IDLE_LIMIT_MS = 8 * HOUR
/** … and after a day whatever happens. */
export const ABSOLUTE_LIMIT_MS = 24 * HOUR

/** Opens a session for an account; the token goes into the cookie and is kept here as a digest only. */
export async function openSession(database: ScopedDatabase, accountId: string, now: Now): Promise<string> {
  const token = newToken()
  const at = await now()
  await database.withScope(ADMINISTRATION, async (trx) => {
    await trx.deleteFrom('core.session').where('expiresAt', '<', at).execute()
    await trx
      .insertInto('core.session')
      .values({
        tokenHash: digest(token),
        accountId,
        createdAt: at,
        lastSeenAt: at,
        expiresAt: new Date(at.getTime() + ABSOLUTE_LIMIT_MS),
      })
      .execute()
  })
  return token
}

/** Ends a session; its streams end within a second. */
export async function closeSession(database: ScopedDatabase, token: string): Promise<void> {
  await database.withScope(ADMINISTRATION, (trx) =>
    trx.deleteFrom('core.session').where('tokenHash', '=', digest(token)).execute(),
  )
}
