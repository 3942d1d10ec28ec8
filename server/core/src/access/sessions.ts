import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import { digest, newToken } from './tokens.ts'

const HOUR = 3_600_000

/** A session ends after eight hours without a request … */
export const IDLE_LIMIT_MS = 8 * HOUR
/** … and after a day whatever happens. */
export const ABSOLUTE_LIMIT_MS = 24 * HOUR

/** How somebody signed in. */
export type SignInWay = 'PASSWORD' | 'OIDC'

/** What opens a session. */
export type NewSession = {
  readonly accountId: string
  readonly address: string
  readonly via: SignInWay
  /** The session that the browser had until now: it ends, so that a token never outlives a sign-in. */
  readonly replaces: string | null
}

/** Opens a session for an account; the token goes into the cookie and is kept here as a digest only. */
export async function openSession(trx: Transaction<CoreTables>, session: NewSession, at: Date): Promise<string> {
  const token = newToken()
  const { accountId, address, via, replaces } = session
  await trx.deleteFrom('core.session').where('expiresAt', '<', at).execute()
  if (replaces !== null) await closeSession(trx, replaces)
  await trx
    .insertInto('core.session')
    .values({
      tokenHash: digest(token),
      id: randomUUID(),
      accountId,
      address,
      via,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + ABSOLUTE_LIMIT_MS),
    })
    .execute()
  return token
}

/** Ends the session of a token; its streams end within a second. Answers whose it was. */
export async function closeSession(
  trx: Transaction<CoreTables>,
  token: string,
): Promise<{ readonly id: string; readonly accountId: string } | undefined> {
  return await trx
    .deleteFrom('core.session')
    .where('tokenHash', '=', digest(token))
    .returning(['id', 'accountId'])
    .executeTakeFirst()
}

/** Ends all sessions of an account. */
export async function closeSessionsOf(trx: Transaction<CoreTables>, accountId: string): Promise<void> {
  await trx.deleteFrom('core.session').where('accountId', '=', accountId).execute()
}
