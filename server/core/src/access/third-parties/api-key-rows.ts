import { sql, type Selectable, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { readPermissions } from '../grant.ts'
import { ANY, comesAfter, type Place } from './newest-first.ts'
import type { ApiKeySecretTable, ApiKeyTable } from './tables.ts'

/** A secret of a key as a list shows it: nothing that opens anything. */
export type ApiKeySecret = Omit<Selectable<ApiKeySecretTable>, 'hash' | 'apiKeyId'>

/** A key as a list shows it. */
export type ApiKey = Omit<Selectable<ApiKeyTable>, 'permissions'> & {
  readonly permissions: ReadonlySet<string>
  /** The prefix of the newest secret. */
  readonly prefix: string
  /** The secrets that open now, the newest first: two at most, none of a key that has ended. */
  readonly secrets: readonly ApiKeySecret[]
  /** When any of its secrets was last used. */
  readonly lastUsedAt: Date | null
}

type Asked = {
  readonly range: ScopeRange
  readonly id?: string | undefined
  readonly first?: number | undefined
  readonly after?: Place | undefined
}

/** Keys whose region lies within a range, the newest first. */
export async function readApiKeys(
  trx: Transaction<CoreTables>,
  { range, id, first, after }: Asked,
  now: Date,
): Promise<readonly ApiKey[]> {
  const rows = await trx
    .selectFrom('core.apiKey')
    .selectAll()
    .where('lo', '>=', range.lo)
    .where('hi', '<=', range.hi)
    .where(id === undefined ? ANY : sql<boolean>`id = ${id}::uuid`)
    .where(after === undefined ? ANY : comesAfter(after))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .$if(first !== undefined, (query) => query.limit(first ?? 0))
    .execute()
  const secrets = await secretsOf(trx, rows)
  return rows.map((row) => withSecrets(row, secrets.get(row.id) ?? [], now))
}

async function secretsOf(trx: Transaction<CoreTables>, keys: readonly { readonly id: string }[]) {
  if (keys.length === 0) return new Map<string, readonly ApiKeySecret[]>()
  const rows = await trx
    .selectFrom('core.apiKeySecret')
    .select(['prefix', 'apiKeyId', 'createdAt', 'expiresAt', 'lastUsedAt'])
    .where(
      'apiKeyId',
      'in',
      keys.map(({ id }) => id),
    )
    .orderBy('expiresAt', (by) => by.desc().nullsFirst())
    .orderBy('createdAt', 'desc')
    .execute()
  return Map.groupBy(rows, ({ apiKeyId }) => apiKeyId)
}

function withSecrets(row: Selectable<ApiKeyTable>, all: readonly ApiKeySecret[], now: Date): ApiKey {
  const opens = row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now)
  const used = all.flatMap(({ lastUsedAt }) => (lastUsedAt === null ? [] : [lastUsedAt.getTime()]))
  return {
    ...row,
    permissions: readPermissions(row.permissions),
    prefix: all[0]?.prefix ?? '',
    secrets: opens ? all.filter(({ expiresAt }) => expiresAt === null || expiresAt > now) : [],
    lastUsedAt: used.length === 0 ? null : new Date(Math.max(...used)),
  }
}
