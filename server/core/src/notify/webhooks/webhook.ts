import { sql, type Selectable, type Transaction } from 'kysely'
import { ANY, comesAfter, type Place } from '../../access/third-parties/newest-first.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { WebhookSecretTable, WebhookTable } from './tables.ts'

type Trx = Transaction<CoreTables>
export type WebhookRow = Selectable<WebhookTable>

/** A webhook as a list shows it. */
export type Webhook = Omit<WebhookRow, 'kinds'> & {
  readonly kinds: readonly string[]
  /** When each secret that signs now was made and ends, the newest first; never the secret. */
  readonly secrets: readonly Pick<Selectable<WebhookSecretTable>, 'createdAt' | 'expiresAt'>[]
  /** How many messages wait to be delivered. */
  readonly pending: number
}

/** How the audit log names a webhook. */
export const subjectOf = (id: string) => ({ type: 'Webhook', id })

/** Webhooks whose region lies within a range, the newest first. */
export async function readWebhooks(
  trx: Trx,
  {
    range,
    id,
    first,
    after,
  }: {
    readonly range: ScopeRange
    readonly id?: string
    readonly first?: number | undefined
    readonly after?: Place | undefined
  },
  now: Date,
): Promise<readonly Webhook[]> {
  const rows = await trx
    .selectFrom('core.webhook')
    .selectAll()
    .where('lo', '>=', range.lo)
    .where('hi', '<=', range.hi)
    .where(id === undefined ? ANY : sql<boolean>`id = ${id}::uuid`)
    .where(after === undefined ? ANY : comesAfter(after))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(first ?? 1_000)
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const secrets = await trx
    .selectFrom('core.webhookSecret')
    .select(['webhookId', 'createdAt', 'expiresAt'])
    .where('webhookId', 'in', ids)
    .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', now)]))
    .orderBy('createdAt', 'desc')
    .execute()
  const waiting = await trx
    .selectFrom('core.webhookDelivery')
    .select((read) => ['webhookId', read.fn.countAll<number>().as('n')])
    .where('webhookId', 'in', ids)
    .where('state', '=', 'PENDING')
    .groupBy('webhookId')
    .execute()
  const secretsOf = Map.groupBy(secrets, ({ webhookId }) => webhookId)
  const pendingOf = new Map(waiting.map(({ webhookId, n }) => [webhookId, n]))
  return rows.map((row) => ({
    ...row,
    kinds: kindsOf(row),
    secrets: row.endedAt === null ? (secretsOf.get(row.id) ?? []) : [],
    pending: pendingOf.get(row.id) ?? 0,
  }))
}

/** The names of events in the column; none stands for all. */
export const kindsOf = ({ kinds }: Pick<WebhookRow, 'kinds'>): readonly string[] =>
  kinds === '' ? [] : kinds.split(',')

/** A webhook that is there. */
export async function theWebhook(trx: Trx, id: string, range: ScopeRange, now: Date): Promise<Webhook> {
  const [found] = await readWebhooks(trx, { range, id }, now)
  if (found === undefined) throw new Error('A webhook that was just written is gone.')
  return found
}

/** A webhook within a range, kept from being changed by others until the end of the transaction. */
export async function lockWebhook(trx: Trx, id: string, { lo, hi }: ScopeRange): Promise<WebhookRow | undefined> {
  return await trx
    .selectFrom('core.webhook')
    .selectAll()
    .where('id', '=', id)
    .where('lo', '>=', lo)
    .where('hi', '<=', hi)
    .forUpdate()
    .executeTakeFirst()
}

/** How many webhooks have their region within the range. */
export async function countWebhooks(trx: Trx, range: ScopeRange): Promise<number> {
  const { count } = await trx
    .selectFrom('core.webhook')
    .select((read) => read.fn.countAll<number>().as('count'))
    .where('lo', '>=', range.lo)
    .where('hi', '<=', range.hi)
    .executeTakeFirstOrThrow()
  return count
}
