import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import { invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countOrders, selectOrder, selectOrders, type OrderPlace, type OrderRow } from '../queries/work-order.ts'
import type { Ratings } from '../tables.ts'
import { idOf } from './asked.ts'
import type { Enums } from './enums.ts'
import type { defineWorkOrder } from './work-order.ts'

type Ref = ReturnType<typeof defineWorkOrder>

const cursorOf = ({ fixDue, id }: OrderRow): string => encodeCursor([fixDue.toISOString(), id])

const placeOf = (after: string | null | undefined): OrderPlace | null => {
  if (after == null) return null
  const [fixDue, id] = decodeCursor(after, 2)
  const isOne = typeof fixDue === 'string' && !Number.isNaN(Date.parse(fixDue)) && typeof id === 'string' && isUuid(id)
  if (isOne) return { fixDue: new Date(fixDue).toISOString(), id }
  throw invalid({ 'zh-CN': '游标 after 不可用。', en: 'The cursor "after" is not usable.' }, ['after'])
}

/** Writes the list of work orders and the look-up of one. */
export const defineWorkOrderLists = (builder: Builder, host: Host<Ratings>, { State }: Enums, Order: Ref): void => {
  const authScopes = { permission: host.permission('ratings.read') }
  const Connection = connectionOf(builder, 'RatingOrder', Order, authScopes)
  const Filter = builder.inputType('RatingOrderFilter', {
    description: 'Which work orders; what is left out does not narrow.',
    fields: (t) => ({
      states: t.field({ type: [State], description: 'In one of these states.' }),
      late: t.boolean({ description: 'Only those of which the next step is overdue.' }),
      organisation: t.id({ description: 'Of the organisation with this id.' }),
      hall: t.id({ description: 'Of the hall with this id.' }),
    }),
  })
  builder.queryField('ratingOrders', (t) =>
    t.field({
      type: Connection,
      description: 'Work orders about negative ratings of a region, what is due first before all others.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        filter: t.arg({ type: Filter, description: 'Which of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: placeOf(after) }
        const wanted = {
          states: filter?.states ?? null,
          lateAt: filter?.late === true ? await host.clock.now() : null,
          organisationId: idOf(filter?.organisation),
          hallId: idOf(filter?.hall),
        }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectOrders(trx, reach, wanted, page)
            return pageOf(rows, { first: size, after, total: await countOrders(trx, reach, wanted), cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('ratingOrder', (t) =>
    t.field({
      type: Order,
      nullable: true,
      description: 'One work order; null when there is none in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: async (_root, { id }, context) =>
        isUuid(id) ? ((await host.read(context, (trx, reach) => selectOrder(trx, reach, id))) ?? null) : null,
    }),
  )
}
