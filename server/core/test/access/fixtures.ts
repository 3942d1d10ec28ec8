import { createAccount } from '../../src/access/accounts.ts'
import type { ScopedDatabase } from '../../src/access/administration.ts'
import { createApiKey } from '../../src/access/third-parties/api-keys.ts'
import type { Role } from '../../src/access/roles.ts'

/** 长沙 as a grant. */
export const CHANGSHA = { id: 2, lo: 430100000000 * 16, hi: 430200000000 * 16 }
export const PASSWORD = 'a good test password'

export const makeAccount = (database: ScopedDatabase, username: string, roles: readonly Role[] = ['AUDITOR']) =>
  createAccount(database, { username, password: PASSWORD, displayName: '测试员', region: CHANGSHA, roles })

export const makeKey = (database: ScopedDatabase, permissions = ['core.read'], expiresAt?: Date) =>
  createApiKey(database, { name: 'test', region: CHANGSHA, permissions, expiresAt })
