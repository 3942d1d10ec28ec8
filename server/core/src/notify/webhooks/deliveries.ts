import { sql, type Selectable, type Transaction } from 'kysely'
import { ANY, comesAfter, type PageAsked } from '../../access/third-parties/newest-first.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { DeliveryState, WebhookDeliveryTable } from './tables.ts'

export type Delivery = Selectable<WebhookDeliveryTable>

type Asked = { readonly webhookId: string; readonly range: ScopeRange; readonly state: DeliveryState | null }

/** What a webhook within the range was to deliver. */
const deliveriesOf = (trx: Transaction<CoreTables>, { webhookId, range, state }: Asked) =>
  trx
    .selectFrom('core.webhookDelivery')
    .where('webhookId', '=', (by) =>
      by
        .selectFrom('core.webhook')
        .select('core.webhook.id')
        .where('core.webhook.id', '=', webhookId)
        .where('lo', '>=', range.lo)
        .where('hi', '<=', range.hi),
    )
    .where(state === null ? ANY : sql<boolean>`state = ${state}`)

/** A page of the delivery log, the newest first. */
export const readDeliveries = (
  trx: Transaction<CoreTables>,
  asked: Asked,
  { first = 50, after }: PageAsked,
): Promise<readonly Delivery[]> =>
  deliveriesOf(trx, asked)
    .selectAll()
    .where(after === undefined ? ANY : comesAfter(after))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(first)
    .execute()

/** How many there are. */
export async function countDeliveries(trx: Transaction<CoreTables>, asked: Asked): Promise<number> {
  const { count } = await deliveriesOf(trx, asked)
    .select((read) => read.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
