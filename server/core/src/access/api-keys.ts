import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { invalid } from '../graphql/fault.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { readPermissions, writePermissions, type GrantedRegion } from './grant.ts'
import type { ApiKeyTable } from './tables.ts'
import { digest, newApiKey } from './tokens.ts'

/** What makes a key. Checking that the grantor holds what it gives is the caller's. */
export type NewApiKey = {
  readonly name: string
  readonly region: GrantedRegion
  readonly permissions: readonly string[]
  readonly expiresAt?: Date | null | undefined
  /** Who made it: an account's user name or `cli`. */
  readonly createdBy?: string
}

/** A key as a list shows it; nothing of its secret. */
export type ApiKey = Omit<Selectable<ApiKeyTable>, 'hash' | 'permissions'> & {
  readonly permissions: ReadonlySet<string>
}

const SHOWN = [
  'id',
  'prefix',
  'name',
  'regionId',
  'lo',
  'hi',
  'permissions',
  'createdAt',
  'createdBy',
  'expiresAt',
  'lastUsedAt',
  'revokedAt',
] as const

const shown = (row: Omit<Selectable<ApiKeyTable>, 'hash'>): ApiKey => ({
  ...row,
  permissions: readPermissions(row.permissions),
})

function checkKey(key: NewApiKey, now: Date): void {
  if (key.name.trim() === '' || key.name.length > 100) {
    throw invalid({ 'zh-CN': '密钥名称须为 1 至 100 个字符。', en: 'The name of a key has 1 to 100 characters.' }, [
      'input',
      'name',
    ])
  }
  if (key.expiresAt instanceof Date && key.expiresAt <= now) {
    throw invalid({ 'zh-CN': '到期时间须在将来。', en: 'The expiry must lie in the future.' }, ['input', 'expiresAt'])
  }
}

/** Makes a key; the whole key is in the answer and nowhere else, ever. Throws INVALID_INPUT. */
export async function createApiKey(database: ScopedDatabase, input: NewApiKey, now: Now = () => new Date()) {
  const createdAt = await now()
  checkKey(input, createdAt)
  const { key, prefix } = newApiKey()
  const row = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .insertInto('core.apiKey')
      .values({
        id: randomUUID(),
        prefix,
        hash: digest(key),
        name: input.name.trim(),
        regionId: input.region.id,
        lo: input.region.lo,
        hi: input.region.hi,
        permissions: writePermissions(input.permissions),
        createdAt,
        createdBy: input.createdBy ?? null,
        expiresAt: input.expiresAt ?? null,
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow(),
  )
  return { key, apiKey: shown(row) }
}

/** The keys whose region lies within the range, newest first. */
export async function listApiKeys(
  database: ScopedDatabase,
  range: { readonly lo: number; readonly hi: number } = { lo: 0, hi: Number.MAX_SAFE_INTEGER },
): Promise<readonly ApiKey[]> {
  const rows = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.apiKey')
      .select(SHOWN)
      .where('lo', '>=', range.lo)
      .where('hi', '<=', range.hi)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute(),
  )
  return rows.map(shown)
}

/**
 * Revokes a key by id or prefix, if its region lies within the range; what it has open ends within a second.
 * Undefined when there is none; revoking again changes nothing.
 */
export async function revokeApiKey(
  database: ScopedDatabase,
  which: { readonly id: string } | { readonly prefix: string },
  range: { readonly lo: number; readonly hi: number } = { lo: 0, hi: Number.MAX_SAFE_INTEGER },
  now: Now = () => new Date(),
): Promise<ApiKey | undefined> {
  const at = await now()
  const row = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .updateTable('core.apiKey')
      .set((set) => ({ revokedAt: set.fn.coalesce('revokedAt', set.val(at)) }))
      .where((by) => ('id' in which ? by('id', '=', which.id) : by('prefix', '=', which.prefix)))
      .where('lo', '>=', range.lo)
      .where('hi', '<=', range.hi)
      .returning(SHOWN)
      .executeTakeFirst(),
  )
  return row === undefined ? undefined : shown(row)
}
