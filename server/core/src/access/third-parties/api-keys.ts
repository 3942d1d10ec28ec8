import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { ADMINISTRATION, type ScopedDatabase } from '../administration.ts'
import { writePermissions } from '../grant.ts'
import { digest, newApiKey } from '../tokens.ts'
import { readApiKeys, type ApiKey } from './api-key-rows.ts'
import { byEngine, checkNameAndEnd, EVERYWHERE, type Given, type Issuing } from './issuing.ts'
import type { PageAsked } from './newest-first.ts'

export type { ApiKey, ApiKeySecret } from './api-key-rows.ts'

/** What makes a key. */
export type NewApiKey = Given & {
  /** Who made it: an account's user name or `cli`. */
  readonly createdBy?: string
}

/** A key, and its newest secret in full: in this answer and nowhere else, ever. */
export type IssuedKey = { readonly key: string; readonly apiKey: ApiKey }

/** Makes a key. Throws INVALID_INPUT. */
export async function createApiKey(
  database: ScopedDatabase,
  input: NewApiKey,
  { now, change }: Issuing = byEngine(database),
): Promise<IssuedKey> {
  const createdAt = await now()
  checkNameAndEnd(input, createdAt)
  const { region, createdBy = null, expiresAt = null } = input
  const id = randomUUID()
  const name = input.name.trim()
  const permissions = writePermissions(input.permissions)
  const where = { regionId: region.id, lo: region.lo, hi: region.hi }
  return await change('core.key.created', async (trx, note) => {
    await trx
      .insertInto('core.apiKey')
      .values({ id, name, ...where, permissions, createdAt, createdBy, expiresAt })
      .execute()
    const key = await addSecret(trx, id, createdAt)
    const apiKey = await theKey(trx, id, createdAt)
    const after = { name, regionId: region.id, permissions, expiresAt, prefix: apiKey.prefix }
    note({ subject: subjectOf(id), scopeKey: region.lo, after })
    return { key, apiKey }
  })
}

/** Gives a key another secret and answers it in full. */
export async function addSecret(trx: Transaction<CoreTables>, apiKeyId: string, createdAt: Date): Promise<string> {
  const { key, prefix } = newApiKey()
  await trx
    .insertInto('core.apiKeySecret')
    .values({ prefix, apiKeyId, hash: digest(key), createdAt })
    .execute()
  return key
}

/** A key that is there. */
export async function theKey(trx: Transaction<CoreTables>, id: string, now: Date): Promise<ApiKey> {
  const [apiKey] = await readApiKeys(trx, { range: EVERYWHERE, id }, now)
  if (apiKey === undefined) throw new Error('A key that was just written is gone.')
  return apiKey
}

/** How the audit log names a key. */
export const subjectOf = (id: string) => ({ type: 'ApiKey', id })

/** The keys whose region lies within the range, newest first. */
export async function listApiKeys(
  database: ScopedDatabase,
  range: ScopeRange = EVERYWHERE,
  page: PageAsked = {},
  { now }: Pick<Issuing, 'now'> = byEngine(database),
): Promise<readonly ApiKey[]> {
  const at = await now()
  return await database.withScope(ADMINISTRATION, (trx) => readApiKeys(trx, { range, ...page }, at))
}

/** How many keys have their region within the range. */
export async function countApiKeys(database: ScopedDatabase, range: ScopeRange): Promise<number> {
  const { count } = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.apiKey')
      .select((read) => read.fn.countAll<number>().as('count'))
      .where('lo', '>=', range.lo)
      .where('hi', '<=', range.hi)
      .executeTakeFirstOrThrow(),
  )
  return count
}

/**
 * Revokes a key by its id, or by the prefix of one of its secrets, if its region lies within the range; what it has open
 * ends within a second. Undefined when there is none; revoking again changes nothing.
 */
export async function revokeApiKey(
  database: ScopedDatabase,
  which: { readonly id: string } | { readonly prefix: string },
  range: ScopeRange = EVERYWHERE,
  { now, change }: Issuing = byEngine(database),
): Promise<ApiKey | undefined> {
  const at = await now()
  return await change('core.key.revoked', async (trx, note) => {
    const found = await lockKey(trx, which, range)
    if (found === undefined) return undefined
    if (found.revokedAt === null) {
      await trx.updateTable('core.apiKey').set({ revokedAt: at }).where('id', '=', found.id).execute()
      note({ subject: subjectOf(found.id), scopeKey: found.lo, after: { revokedAt: at } })
    }
    return await theKey(trx, found.id, at)
  })
}

/** The key by its id or the prefix of a secret, kept from being changed by others until the end of the transaction. */
export async function lockKey(
  trx: Transaction<CoreTables>,
  which: { readonly id: string } | { readonly prefix: string },
  range: ScopeRange,
) {
  return await trx
    .selectFrom('core.apiKey')
    .select(['id', 'lo', 'expiresAt', 'revokedAt'])
    .where((by) =>
      by(
        'id',
        '=',
        'id' in which
          ? by.val(which.id)
          : by.selectFrom('core.apiKeySecret').select('apiKeyId').where('prefix', '=', which.prefix),
      ),
    )
    .where('lo', '>=', range.lo)
    .where('hi', '<=', range.hi)
    .forUpdate()
    .executeTakeFirst()
}
