import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countBreaches, selectBreaches } from '../queries/breach.ts'
import type { Breaches } from '../tables.ts'
import type { defineBreach } from './breach.ts'

const NIL = '00000000-0000-0000-0000-000000000000'

/** Writes the list of missed targets. */
export const defineBreachList = (
  builder: Builder,
  host: Host<Breaches>,
  Breach: ReturnType<typeof defineBreach>,
): void => {
  const authScopes = { permission: host.permission('breaches.read') }
  const Connection = connectionOf(builder, 'Breach', Breach, authScopes)
  builder.queryField('breaches', (t) =>
    t.field({
      type: Connection,
      description:
        'Targets that are missed in a region and in all within it, seen last first; none for who is bound to an organisation or hall.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        alone: t.arg.boolean({ defaultValue: false, description: 'Only of the region itself.' }),
        clause: t.arg.string({ description: 'Only of this clause.' }),
        indicator: t.arg.string({ description: 'Only of this indicator.' }),
        lasting: t.arg.boolean({ defaultValue: true, description: 'Only those that are missed still.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, args, context) => {
        const { within, alone, clause = null, indicator = null, lasting, first, after } = args
        const regionId = alone === true ? ((await host.registers()).tree.byCode(within)?.id ?? -1) : null
        const size = pageSize(first)
        return host.read(
          context,
          async (trx, reach) => {
            const filter = { reach, clause, indicator, regionId, lasting: lasting ?? true }
            const rows = await selectBreaches(trx, filter, { limit: size + 1, after: seen(after) })
            const cursorOf = ({ id }: { readonly id: string }) => encodeCursor([id])
            return pageOf(rows, { first: size, after, total: await countBreaches(trx, filter), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

const seen = (after: string | null | undefined): string | null => {
  if (after == null) return null
  const [id] = decodeCursor(after, 1)
  return typeof id === 'string' && isUuid(id) ? id : NIL
}
