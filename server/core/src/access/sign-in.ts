import { fault } from '../graphql/fault.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { verifyPassword } from './password.ts'
import { openSession } from './sessions.ts'

/** Wrong tries for one account from one address before it has to wait … */
export const TRIES_PER_ACCOUNT = 5
/** … and from one address whatever the account, against trying one password on many. */
export const TRIES_PER_ADDRESS = 100
/** The window slides: a try counts for a quarter of an hour. */
export const TRY_WINDOW_MS = 15 * 60_000

type Try = { readonly username: string; readonly address: string }

/** Notes a try before it is judged, so that tries at the same time count one another; says whether there were too many. */
async function tooManyTries(database: ScopedDatabase, { username, address }: Try, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - TRY_WINDOW_MS)
  return await database.withScope(ADMINISTRATION, async (trx) => {
    await trx.deleteFrom('core.signInAttempt').where('attemptedAt', '<', since).execute()
    const tries = await trx
      .selectFrom('core.signInAttempt')
      .select((read) => [
        read.fn.countAll<number>().as('all'),
        read.fn.countAll<number>().filterWhere('username', '=', username).as('account'),
      ])
      .where('address', '=', address)
      .where('attemptedAt', '>=', since)
      .executeTakeFirstOrThrow()
    if (tries.account >= TRIES_PER_ACCOUNT || tries.all >= TRIES_PER_ADDRESS) return true
    await trx.insertInto('core.signInAttempt').values({ username, address, attemptedAt: at }).execute()
    return false
  })
}

async function forgetTries(database: ScopedDatabase, { username, address }: Try): Promise<void> {
  await database.withScope(ADMINISTRATION, (trx) =>
    trx.deleteFrom('core.signInAttempt').where('username', '=', username).where('address', '=', address).execute(),
  )
}

/**
 * Signs a person in and answers the session's token.
 * @throws SIGN_IN_FAILED: unknown, wrong, stopped and locked are one answer, and the first three take the same time
 */
export async function signIn(
  database: ScopedDatabase,
  input: { readonly username: string; readonly password: string; readonly address: string },
  now: Now = () => new Date(),
): Promise<string> {
  const username = input.username.trim().toLowerCase().slice(0, 64)
  const attempt = { username, address: input.address }
  if (await tooManyTries(database, attempt, await now())) throw fault('SIGN_IN_FAILED')
  const account = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.account')
      .select(['id', 'passwordHash', 'disabledAt'])
      .where('username', '=', username)
      .executeTakeFirst(),
  )
  const fits = await verifyPassword(input.password, account?.passwordHash ?? null)
  if (account === undefined || !fits || account.disabledAt !== null) throw fault('SIGN_IN_FAILED')
  await forgetTries(database, attempt)
  return await openSession(database, account.id, now)
}
