import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * How much guessing is borne. Windows slide, so that nothing is locked for good; whoever waits may go on.
 * - `perPlace`: wrong passwords for one account from one address: a person mistypes, a guesser gets nowhere.
 * - `perAddress`: from one address whatever the account: against one password on many accounts.
 * - `perAccount`: for one account from all addresses together: against a guess spread over many machines. It does not
 *   hold where the account signed in of late, so that nobody far away can lock a person out at the own desk.
 * - `codes`: wrong codes after the right password, a day: only who knows the password gets here.
 */
export const TRIES = {
  perPlace: { most: 5, windowMs: 15 * MINUTE },
  perAddress: { most: 100, windowMs: 15 * MINUTE },
  perAccount: { most: 50, windowMs: 15 * MINUTE },
  codes: { most: 20, windowMs: 24 * HOUR },
} as const

/** How long a place counts as one's own after the last sign-in there. */
export const KNOWN_PLACE_MS = 90 * 24 * HOUR

/** Who tries, from where. The user name as it was typed, in lower case; the address as `networkOf` gives it. */
export type Place = { readonly username: string; readonly address: string }

const before = (at: Date, ms: number) => new Date(at.getTime() - ms)

/** Tries for one account, and tries from one address, wait for one another: at the same time they still count. */
async function lineUp(trx: Transaction<CoreTables>, { username, address }: Place): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in account ${username}`}, 0))`.execute(trx)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in address ${address}`}, 0))`.execute(trx)
}

async function countTries(trx: Transaction<CoreTables>, { username, address }: Place, at: Date) {
  return await trx
    .selectFrom('core.signInAttempt')
    .select((read) => [
      read.fn.countAll<number>().filterWhere('address', '=', address).as('ofAddress'),
      read.fn.countAll<number>().filterWhere('username', '=', username).as('ofAccount'),
      read.fn
        .countAll<number>()
        .filterWhere('username', '=', username)
        .filterWhere('address', '=', address)
        .as('ofPlace'),
    ])
    .where((by) => by.or([by('address', '=', address), by('username', '=', username)]))
    .where('attemptedAt', '>=', before(at, TRIES.perPlace.windowMs))
    .executeTakeFirstOrThrow()
}

async function isKnownPlace(trx: Transaction<CoreTables>, { username, address }: Place, at: Date): Promise<boolean> {
  const known = await trx
    .selectFrom('core.signInAddress')
    .innerJoin('core.account', 'core.account.id', 'core.signInAddress.accountId')
    .select('accountId')
    .where('core.account.username', '=', username)
    .where('core.signInAddress.address', '=', address)
    .where('seenAt', '>=', before(at, KNOWN_PLACE_MS))
    .executeTakeFirst()
  return known !== undefined
}

/** Notes a try before it is judged; answers its number, or null when there were too many and it must not be judged. */
export async function noteTry(trx: Transaction<CoreTables>, place: Place, at: Date): Promise<number | null> {
  await lineUp(trx, place)
  await trx.deleteFrom('core.signInAttempt').where('attemptedAt', '<', before(at, TRIES.codes.windowMs)).execute()
  const { ofAddress, ofAccount, ofPlace } = await countTries(trx, place, at)
  if (ofPlace >= TRIES.perPlace.most || ofAddress >= TRIES.perAddress.most) return null
  if (ofAccount >= TRIES.perAccount.most && !(await isKnownPlace(trx, place, at))) return null
  const { id } = await trx
    .insertInto('core.signInAttempt')
    .values({ ...place, attemptedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes back a try whose password was right: what is missing is the code, and that is no guess. */
export async function takeBackTry(trx: Transaction<CoreTables>, id: number): Promise<void> {
  await trx.deleteFrom('core.signInAttempt').where('id', '=', id).execute()
}

/** Turns a try into one at the code: the password was right. */
export async function noteWrongCode(trx: Transaction<CoreTables>, id: number): Promise<void> {
  await trx.updateTable('core.signInAttempt').set({ kind: 'CODE' }).where('id', '=', id).execute()
}

/** Whether the codes of a day are used up for an account. Others who try at it wait until this transaction ends. */
export async function tooManyCodes(trx: Transaction<CoreTables>, username: string, at: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in codes ${username}`}, 0))`.execute(trx)
  const { wrong } = await trx
    .selectFrom('core.signInAttempt')
    .select((read) => read.fn.countAll<number>().as('wrong'))
    .where('username', '=', username)
    .where('kind', '=', 'CODE')
    .where('attemptedAt', '>=', before(at, TRIES.codes.windowMs))
    .executeTakeFirstOrThrow()
  return wrong >= TRIES.codes.most
}

/** Forgets the tries of who got in, and remembers the place. */
export async function welcome(
  trx: Transaction<CoreTables>,
  accountId: string,
  { username, address }: Place,
  at: Date,
): Promise<void> {
  await trx
    .deleteFrom('core.signInAttempt')
    .where('username', '=', username)
    .where((by) => by.or([by('address', '=', address), by('kind', '=', 'CODE')]))
    .execute()
  await trx.deleteFrom('core.signInAddress').where('seenAt', '<', before(at, KNOWN_PLACE_MS)).execute()
  await trx
    .insertInto('core.signInAddress')
    .values({ accountId, address, seenAt: at })
    .onConflict((conflict) => conflict.columns(['accountId', 'address']).doUpdateSet({ seenAt: at }))
    .execute()
}
