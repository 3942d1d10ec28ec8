import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Insertable, Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import { fault, invalid } from '../graphql/fault.ts'
import { textFault } from '../registers/save/fields.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { ENGINE, recordAudit } from './audit/record.ts'
import type { GrantedRegion } from './grant.ts'
import { newOneTimePassword } from './one-time-password.ts'
import { hashPassword } from './password.ts'
import { SEPARATED_ROLES, type Role } from './roles.ts'
import { aboutPerson } from './sign-in/house.ts'
import { SHORTEST_PASSWORD } from './sign-in/password-rules.ts'
import type { AccountTable } from './tables.ts'

const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/u
const LONGEST_NAME = 100

/** What makes an account, beside its password. */
export type NewPerson = {
  /** Lower-case letters, digits and `._@-`, at most 64. */
  readonly username: string
  /** 1 to 100 characters. */
  readonly displayName: string
  /** Where the person belongs. */
  readonly region: GrantedRegion
  /** May be linked to a person of the identity provider by the user name. */
  readonly byProvider?: boolean
  /** Made at the first start. */
  readonly founder?: boolean
}

/** What an account keeps of its password. */
export type KeptPassword = Pick<Insertable<AccountTable>, 'passwordHash' | 'mustChange' | 'passwordEndsAt'>

/** What makes an account whose password is known. */
export type NewAccount = Omit<NewPerson, 'byProvider'> & {
  /** At least 12 characters. */
  readonly password: string
  /** Roles in that region; others are granted later. */
  readonly roles: readonly Role[]
}

/** An account as a list shows it; nothing of its password. */
export type Account = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly regionId: number
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

/** Whether a text could be somebody's user name. */
export const isUsername = (text: string): boolean => USERNAME.test(text)

function checkPerson({ username, displayName }: NewPerson): void {
  if (!isUsername(username)) {
    throw invalid(
      {
        'zh-CN': '用户名只能用小写字母、数字和 . _ @ -，最多 64 个字符。',
        en: 'A user name has lower-case letters, digits and . _ @ - only, 64 at most.',
      },
      ['username'],
    )
  }
  const detail = textFault(displayName.trim(), LONGEST_NAME)
  if (detail !== null) throw invalid(detail, ['displayName'])
}

/** Puts an account in its table; throws INVALID_INPUT, or DUPLICATE_KEY when the user name is taken. Answers its id. */
export async function insertAccount(
  trx: Transaction<CoreTables>,
  person: NewPerson,
  password: KeptPassword,
  createdAt: Date,
): Promise<string> {
  checkPerson(person)
  const { username, displayName, region, byProvider = false, founder = false } = person
  const home = { regionId: region.id, lo: region.lo, hi: region.hi }
  const made = await trx
    .insertInto('core.account')
    .values({
      id: randomUUID(),
      username,
      displayName: displayName.trim(),
      ...home,
      ...password,
      byProvider,
      founder,
      createdAt,
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) throw fault('DUPLICATE_KEY', { value: username }, ['username'])
  return made.id
}

async function insertRoles(
  trx: Transaction<CoreTables>,
  accountId: string,
  { roles, region }: Pick<NewAccount, 'roles' | 'region'>,
  createdAt: Date,
): Promise<void> {
  const unit = { regionId: region.id, lo: region.lo, hi: region.hi }
  const grants = roles.map((role) => ({ id: randomUUID(), accountId, role, ...unit, createdAt }))
  if (grants.length > 0) await trx.insertInto('core.roleGrant').values(grants).execute()
}

/**
 * Makes a local account whose password is known and stays: in the demo, at the first start, in tests.
 * Throws INVALID_INPUT, or DUPLICATE_KEY when the user name is taken.
 */
export async function createAccount(database: ScopedDatabase, account: NewAccount, now: Now = () => new Date()) {
  checkPerson(account)
  if (account.password.length < SHORTEST_PASSWORD) {
    const detail = {
      'zh-CN': `密码至少 ${SHORTEST_PASSWORD} 个字符。`,
      en: `A password has at least ${SHORTEST_PASSWORD} characters.`,
    }
    throw invalid(detail, ['password'])
  }
  const kept = { passwordHash: await hashPassword(account.password) }
  const at = await now()
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const id = await insertAccount(trx, account, kept, at)
    await insertRoles(trx, id, account, at)
    return { id }
  })
}

/** All accounts by user name. */
export async function listAccounts(database: ScopedDatabase): Promise<readonly Account[]> {
  return await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.account')
      .select(['id', 'username', 'displayName', 'regionId', 'createdAt', 'disabledAt'])
      .orderBy('username')
      .execute(),
  )
}

/**
 * At the first start makes the account `admin`: all three administrators and the authority of the whole province, until
 * it has given these roles to others.
 * Answers the one-time password when it was made up here, to be printed once; null when the account was there already.
 */
export async function ensureAdministrator(
  database: ScopedDatabase,
  options: {
    readonly password?: string | undefined
    readonly region: GrantedRegion
  },
  now: Now = () => new Date(),
): Promise<{ readonly username: 'admin'; readonly madeUp: string | null } | null> {
  const isThere = async (trx: Transaction<CoreTables>): Promise<boolean> => {
    const query = trx.selectFrom('core.account').select('id').where('username', '=', 'admin')
    return (await query.executeTakeFirst()) !== undefined
  }
  if (await database.withScope(ADMINISTRATION, isThere)) return null
  const at = await now()
  const { region, password } = options
  const oneTime = password === undefined ? await newOneTimePassword(at) : null
  const kept = oneTime?.kept ?? { passwordHash: await hashPassword(password ?? '') }
  const founder = { username: 'admin', displayName: '管理员', region, founder: true } as const
  return await database.withScope(ADMINISTRATION, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('first account'))`.execute(trx) // of processes that start together
    if (await isThere(trx)) return null
    const id = await insertAccount(trx, founder, kept, at)
    await insertRoles(trx, id, { roles: [...SEPARATED_ROLES, 'AUTHORITY'], region }, at)
    const entry = aboutPerson(
      'core.person.created',
      { id, username: 'admin', lo: region.lo },
      { after: { founder: true } },
    )
    await recordAudit(trx, ENGINE, entry, at)
    return { username: 'admin', madeUp: oneTime?.password ?? null }
  })
}
