import { ADMINISTRATION, type ScopedDatabase } from '../administration.ts'
import { readPermissions } from '../grant.ts'
import { systemHolder, type Holder } from '../holder.ts'
import type { AccessTokens } from './access-token.ts'
import { earlier, isNewUse } from './key-holder.ts'

type Options = {
  readonly database: ScopedDatabase
  /** Undefined when no authorisation server is set. */
  readonly accessTokens: AccessTokens | undefined
  readonly at: Date
  readonly use: boolean
}

/**
 * The registered client that a token names, with its permissions as far as the token's scope goes; null when the token is
 * not good or its client unknown, ended or revoked. Throws UNAVAILABLE when the token cannot be verified now.
 */
async function holderOfToken(token: string, { database, accessTokens, at, use }: Options): Promise<Holder | null> {
  const said = (await accessTokens?.(token, at)) ?? null
  if (said === null) return null
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const row = await trx
      .selectFrom('core.client')
      .select(['id', 'name', 'regionId', 'lo', 'hi', 'permissions', 'expiresAt', 'lastUsedAt'])
      .where('clientId', '=', said.clientId)
      .where('revokedAt', 'is', null)
      .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', at)]))
      .executeTakeFirst()
    if (row === undefined) return null
    const { lastUsedAt, permissions, ...who } = row
    if (use && isNewUse(lastUsedAt, at)) {
      await trx.updateTable('core.client').set({ lastUsedAt: at }).where('id', '=', row.id).execute()
    }
    const registered = readPermissions(permissions)
    const held = [...registered].filter((name) => said.scope === null || said.scope.has(name))
    return systemHolder({ ...who, kind: 'client', expiresAt: earlier(row.expiresAt, said.expiresAt) }, new Set(held))
  })
}

/** The clients of some tokens, by token; see `holderOfToken`. */
export async function holdersOfTokens(
  tokens: readonly string[],
  options: Options,
): Promise<ReadonlyMap<string, Holder>> {
  const found = await Promise.all(tokens.map(async (token) => [token, await holderOfToken(token, options)] as const))
  return new Map(found.filter((each): each is [string, Holder] => each[1] !== null))
}
