import { sql, type Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import { unnest } from '../../database/bulk.ts'
import type { Database } from '../../database/database.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { HeldGrant } from '../../graphql/context.ts'
import { uuidV7 } from '../../uuid.ts'
import { kindsOf, type WebhookRow } from './webhook.ts'

/** How much of the feed is looked at in one step. */
const WINDOW = 5_000
/** With so many messages waiting no more are planned: the feed keeps the others. */
export const MOST_PENDING = 10_000

const LEVELS = ['WARNING', 'YELLOW', 'RED']

/** An event that a webhook is to be told of. */
export type Planned = { readonly seq: number; readonly kind: string; readonly subject: string }

/** A webhook with the grants of its owner: all by which its events are chosen. */
export type Told = { readonly webhook: WebhookRow; readonly grants: readonly HeldGrant[] }

type Stretch = { readonly after: number; readonly upTo: number }

/**
 * Reads events in the scope of the webhook's owner, where row security holds it: alerts of the level and graver ones, and
 * completions. An event that is out of reach, or no more in the feed, is absent.
 */
export function readEvents<Row>(
  database: Pick<Database, 'withScope'>,
  { webhook, grants }: Told,
  select: ReturnType<typeof sql>,
  among: ReturnType<typeof sql>,
): Promise<readonly Row[]> {
  const { lo, hi, organisationId, hallId, minLevel } = webhook
  const reach = { lo, hi, organisationId, hallId }
  const kinds = kindsOf(webhook)
  return database.withScope({ mode: 'reader', ...reach, units: grants }, async (trx) => {
    const { rows } = await sql<Row>`select ${select} from core.outbox
      where ${among} and topic in ('ALERT', 'COMPLETION') and ${withinReach(reach, CASE_REACH)}
        and (level is null or level = any (${LEVELS.slice(LEVELS.indexOf(minLevel))}::text[]))
        ${kinds.length === 0 ? sql`` : sql`and kind = any (${kinds}::text[])`}
      order by seq`.execute(trx)
    return rows
  })
}

/** Which events of a stretch a webhook is to be told of. What has no case keeps its order by its alert. */
export const selectPlanned = (
  database: Pick<Database, 'withScope'>,
  told: Told,
  { after, upTo }: Stretch,
): Promise<readonly Planned[]> =>
  readEvents<Planned>(
    database,
    told,
    sql`seq, kind, coalesce(payload::jsonb ->> 'caseId', payload::jsonb ->> 'alertId', '') as subject`,
    sql`seq > ${after} and seq <= ${upTo}`,
  )

/**
 * Plans the deliveries of the stretch of the feed behind `after`; gives how far it has come, `after` when there is nothing
 * new. Doing it twice plans nothing twice.
 */
export async function planDeliveries(
  database: Pick<Database, 'withScope'>,
  told: Told,
  { pending, lastSeq, after }: { readonly pending: number; readonly lastSeq: number; readonly after: number },
  now: Date,
): Promise<number> {
  const upTo = Math.min(lastSeq, after + WINDOW)
  if (upTo <= after || pending >= MOST_PENDING) return after
  const planned = await selectPlanned(database, told, { after, upTo })
  await database.withScope({ mode: 'engine' }, (trx) => writePlanned(trx, told.webhook.id, planned, upTo, now))
  return upTo
}

const TYPES = { id: 'uuid', seq: 'bigint', subject: 'text', kind: 'text' } as const

async function writePlanned(
  trx: Transaction<CoreTables>,
  webhookId: string,
  planned: readonly Planned[],
  upTo: number,
  now: Date,
): Promise<void> {
  if (planned.length > 0) {
    const rows = planned.map((event) => ({ id: uuidV7(now.getTime()), ...event }))
    await sql`insert into core.webhook_delivery
        (id, webhook_id, seq, subject, kind, state, created_at, attempts, next_at)
      select p.id, ${webhookId}::uuid, p.seq, p.subject, p.kind, 'PENDING', ${now}::timestamptz, 0, ${now}::timestamptz
      from ${unnest(TYPES, rows, 'p')} on conflict (webhook_id, seq) do nothing`.execute(trx)
  }
  await sql`update core.webhook set after_seq = greatest(after_seq, ${upTo}) where id = ${webhookId}::uuid`.execute(trx)
}
