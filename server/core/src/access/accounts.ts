import { randomUUID } from 'node:crypto'
import { fault, invalid } from '../graphql/fault.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import type { GrantedRegion } from './grant.ts'
import { hashPassword } from './password.ts'
import { SEPARATED_ROLES, type Role } from './roles.ts'
import { madeUpPassword } from './tokens.ts'

const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/u
const SHORTEST_PASSWORD = 8

/** What makes an account. */
export type NewAccount = {
  /** Lower-case letters, digits and `._@-`, at most 64. */
  readonly username: string
  /** At least 8 characters. */
  readonly password: string
  readonly displayName: string
  /** Where the person belongs. */
  readonly region: GrantedRegion
  /** Roles in that region; others are granted later. */
  readonly roles: readonly Role[]
  readonly mustChange?: boolean
  readonly founder?: boolean
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

function checkAccount({ username, password }: NewAccount): void {
  if (!USERNAME.test(username)) {
    throw invalid(
      {
        'zh-CN': '用户名只能用小写字母、数字和 . _ @ -，最多 64 个字符。',
        en: 'A user name has lower-case letters, digits and . _ @ - only, 64 at most.',
      },
      ['username'],
    )
  }
  if (password.length < SHORTEST_PASSWORD) {
    throw invalid({ 'zh-CN': '密码至少 8 个字符。', en: 'A password has at least 8 characters.' }, ['password'])
  }
}

/** Makes a local account; throws INVALID_INPUT, or DUPLICATE_KEY when the user name is taken. */
export async function createAccount(database: ScopedDatabase, account: NewAccount, now: Now = () => new Date()) {
  checkAccount(account)
  const passwordHash = await hashPassword(account.password)
  const id = randomUUID()
  const createdAt = await now()
  const { username, displayName, region, roles, mustChange = false, founder = false } = account
  const home = { regionId: region.id, lo: region.lo, hi: region.hi }
  await database.withScope(ADMINISTRATION, async (trx) => {
    const made = await trx
      .insertInto('core.account')
      .values({ id, username, passwordHash, displayName, ...home, createdAt, mustChange, founder })
      .onConflict((conflict) => conflict.column('username').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) throw fault('DUPLICATE_KEY', { value: username }, ['username'])
    if (roles.length === 0) return
    const grants = roles.map((role) => ({ id: randomUUID(), accountId: id, role, ...home, createdAt }))
    await trx.insertInto('core.roleGrant').values(grants).execute()
  })
  return { id }
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

/** Stops an account: its sessions end within a second. Returns false when there is none of that name. */
export async function disableAccount(database: ScopedDatabase, username: string, now: Now = () => new Date()) {
  const at = await now()
  const { numUpdatedRows } = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .updateTable('core.account')
      .set({ disabledAt: at })
      .where('username', '=', username)
      .where('disabledAt', 'is', null)
      .executeTakeFirst(),
  )
  return numUpdatedRows > 0n
}

/**
 * At the first start makes the account `admin`: all three administrators and the authority of the whole province, until
 * it has given these roles to others.
 * Answers the password only when it was made up here, to be printed once; null when the account was there already.
 */
export async function ensureAdministrator(
  database: ScopedDatabase,
  options: {
    readonly password?: string | undefined
    readonly region: GrantedRegion
  },
  now: Now = () => new Date(),
): Promise<{ readonly username: 'admin'; readonly madeUp: string | null } | null> {
  const there = await database.withScope(ADMINISTRATION, (trx) =>
    trx.selectFrom('core.account').select('id').where('username', '=', 'admin').executeTakeFirst(),
  )
  if (there !== undefined) return null
  const madeUp = options.password === undefined ? madeUpPassword() : null
  await createAccount(
    database,
    {
      username: 'admin',
      password: options.password ?? madeUp ?? '',
      displayName: '管理员',
      region: options.region,
      roles: [...SEPARATED_ROLES, 'AUTHORITY'],
      mustChange: madeUp !== null,
      founder: true,
    },
    now,
  )
  return { username: 'admin', madeUp }
}
