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

/** The key that a secret opens; null when it is unknown or secret or key have ended. */
export async function holderOfKey(secret: string, { database, at, use }: Options): Promise<Holder | null> {
  const prefix = apiKeyPrefix(secret)
  if (prefix === undefined) return null
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const row = await trx
      .selectFrom('core.apiKeySecret as secret')
      .innerJoin('core.apiKey as key', 'key.id', 'secret.apiKeyId')
      .select(['key.id', 'key.name', 'key.regionId', 'key.lo', 'key.hi', 'key.permissions', 'key.expiresAt'])
      .select(['secret.hash', 'secret.expiresAt as secretEnds', 'secret.lastUsedAt'])
      .where('secret.prefix', '=', prefix)
      .where('key.revokedAt', 'is', null)
      .where((by) => by.or([by('key.expiresAt', 'is', null), by('key.expiresAt', '>', at)]))
      .where((by) => by.or([by('secret.expiresAt', 'is', null), by('secret.expiresAt', '>', at)]))
      .executeTakeFirst()
    if (row === undefined || !sameDigest(row.hash, digest(secret))) return null
    if (use && isNewUse(row.lastUsedAt, at)) {
      await trx.updateTable('core.apiKeySecret').set({ lastUsedAt: at }).where('prefix', '=', prefix).execute()
    }
    const { id, name, regionId, lo, hi } = row
    const expiresAt = earlier(row.expiresAt, row.secretEnds)
    return systemHolder({ id, kind: 'key', name, regionId, lo, hi, expiresAt }, readPermissions(row.permissions))
  })
}
