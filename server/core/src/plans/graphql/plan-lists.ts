import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countPlans, selectDues, selectPlans } from '../queries/plan.ts'
import { executionOf } from '../rules/execution.ts'
import { nextDay } from '../rules/windows.ts'
import type { Plans } from '../tables.ts'
import { dueOf, type definePlan } from './plan-type.ts'

const NIL = '00000000-0000-0000-0000-000000000000'

/** Writes the list of plans, and how those of a region were carried out. */
export const definePlanLists = (
  builder: Builder,
  host: Host<Plans>,
  { Plan, Figures }: ReturnType<typeof definePlan>,
): void => {
  const authScopes = { permission: host.permission('plans.read') }
  const Connection = connectionOf(builder, 'Plan', Plan, authScopes)
  builder.queryField('plans', (t) =>
    t.field({
      type: Connection,
      description: 'Control plans of a region, the newest first; none for who is bound to an organisation or hall.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        clause: t.arg.string({ description: 'Only those of this clause.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, clause = null, first, after }, context) => {
        const { grants } = askedBy(context.principal)
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const filter = { reach, grants, clause }
            const rows = await selectPlans(trx, filter, page)
            const cursorOf = ({ id }: { readonly id: string }) => encodeCursor([id])
            return pageOf(rows, { first: size, after, total: await countPlans(trx, filter), cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('planExecution', (t) =>
    t.field({
      type: Figures,
      description: 'How the plans of a region were carried out whose windows ended within some days.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        clause: t.arg.string({ description: 'Only those of this clause.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
      },
      resolve: async (_root, { within, clause = null, from, to }, context) => {
        const { grants } = askedBy(context.principal)
        const today = localDate(await host.clock.now())
        return host.read(
          context,
          async (trx, reach) =>
            executionOf(
              (await selectDues(trx, { reach, grants, clause }, { from, to })).map(dueOf),
              today < to ? today : nextDay(to),
            ),
          within,
        )
      },
    }),
  )
}

const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

const seen = (after: string | null | undefined): string | null => {
  if (after == null) return null
  const [id] = decodeCursor(after, 1)
  return typeof id === 'string' && isUuid(id) ? id : NIL
}
