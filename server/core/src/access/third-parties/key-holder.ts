import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { ADMINISTRATION, type ScopedDatabase } from '../administration.ts'
import { readPermissions } from '../grant.ts'
import { systemHolder, type Holder } from '../holder.ts'
import { apiKeyPrefix, digest, sameDigest } from '../tokens.ts'

/** How often the last use of a key or client is written. */
export const USE_WRITTEN_MS = 60_000

type Options = { readonly database: ScopedDatabase; readonly at: Date; readonly use: boolean }

/** Whether a use at `at` is to be written. */
export const isNewUse = (last: Date | null, at: Date): boolean =>
  last === null || at.getTime() - last.getTime() >= USE_WRITTEN_MS

/** The earlier of two ends, of which either may be never. */
export const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other < one) ? other : one

/** The keys that some secrets open, by secret; those that are unknown or have ended, secret or key, are not among them. */
export async function holdersOfKeys(
  secrets: readonly string[],
  { database, at, use }: Options,
): Promise<ReadonlyMap<string, Holder>> {
  const found = new Map<string, Holder>()
  const prefixes = secrets.map(apiKeyPrefix).filter((prefix) => prefix !== undefined)
  if (prefixes.length === 0) return found
  const look = async (trx: Transaction<CoreTables>) => {
    const rows = new Map((await selectKeys(trx, prefixes, at)).map((row) => [row.prefix, row]))
    for (const secret of secrets) {
      const row = rows.get(apiKeyPrefix(secret) ?? '')
      if (row === undefined || !sameDigest(row.hash, digest(secret))) continue
      const { id, name, regionId, lo, hi, prefix } = row
      if (use && isNewUse(row.lastUsedAt, at)) {
        await trx.updateTable('core.apiKeySecret').set({ lastUsedAt: at }).where('prefix', '=', prefix).execute()
      }
      const expiresAt = earlier(row.expiresAt, row.secretEnds)
      const who = { id, kind: 'key', name, regionId, lo, hi, expiresAt } as const
      found.set(secret, systemHolder(who, readPermissions(row.permissions)))
    }
    return found
  }
  // Without a use to write there is one statement.
  return await database.withScope(ADMINISTRATION, look, 'now', { atOnce: !use })
}

function selectKeys(trx: Transaction<CoreTables>, prefixes: readonly string[], at: Date) {
  return trx
    .selectFrom('core.apiKeySecret as secret')
    .innerJoin('core.apiKey as key', 'key.id', 'secret.apiKeyId')
    .select(['key.id', 'key.name', 'key.regionId', 'key.lo', 'key.hi', 'key.permissions', 'key.expiresAt'])
    .select(['secret.prefix', 'secret.hash', 'secret.expiresAt as secretEnds', 'secret.lastUsedAt'])
    .where(sql<boolean>`secret.prefix = any(${prefixes}::text[])`)
    .where('key.revokedAt', 'is', null)
    .where((by) => by.or([by('key.expiresAt', 'is', null), by('key.expiresAt', '>', at)]))
    .where((by) => by.or([by('secret.expiresAt', 'is', null), by('secret.expiresAt', '>', at)]))
    .execute()
}
