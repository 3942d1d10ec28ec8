import type { Transaction } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { Identity } from './provider.ts'

/** The account of somebody whom the provider vouches for. */
export type LinkedAccount = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly lo: number
  /** The link was made just now. */
  readonly isNew: boolean
}

const SHOWN = ['id', 'username', 'displayName', 'lo'] as const

/**
 * Finds the account by (issuer, subject); the first time by the user name that the provider vouches for, among accounts
 * that are meant for it, and remembers. Null when there is none that may sign in: none is made, and one that another
 * subject has is not given away, so that a name freed and taken again at the provider opens nothing.
 */
export async function linkedAccount(
  trx: Transaction<CoreTables>,
  { issuer, subject, username }: Identity,
  at: Date,
): Promise<LinkedAccount | null> {
  const known = await trx
    .selectFrom('core.oidcIdentity')
    .select('accountId')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known !== undefined) {
    const account = await trx
      .selectFrom('core.account')
      .select(SHOWN)
      .where('id', '=', known.accountId)
      .where('disabledAt', 'is', null)
      .executeTakeFirst()
    return account === undefined ? null : { ...account, isNew: false }
  }
  if (username === null) return null
  const account = await trx
    .selectFrom('core.account')
    .select(SHOWN)
    .where('username', '=', username)
    .where('disabledAt', 'is', null)
    .where((by) => by.or([by('byProvider', '=', true), by('passwordHash', 'is', null)]))
    .executeTakeFirst()
  if (account === undefined) return null
  const made = await trx
    .insertInto('core.oidcIdentity')
    .values({ issuer, subject, accountId: account.id, linkedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n ? { ...account, isNew: true } : null
}
