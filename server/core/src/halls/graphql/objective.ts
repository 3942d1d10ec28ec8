import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { figureOfObjective } from '../judge-objectives.ts'
import { countObjectives, selectObjectives, type ObjectiveRow } from '../queries/objective.ts'
import type { Halls } from '../tables.ts'

const NIL = '00000000-0000-0000-0000-000000000000'

/** Writes `Objective` and its list. */
export const defineObjective = (builder: Builder, host: Host<Halls>) => {
  const authScopes = { permission: host.permission('halls.read') }
  const Comparator = builder.enumType('ObjectiveComparator', {
    description: 'On which side of the target it is met.',
    values: { AT_LEAST: { description: 'The target or more.' }, AT_MOST: { description: 'The target or less.' } },
  })
  const Objective = builder.objectRef<ObjectiveRow>('Objective').implement({
    access: authScopes,
    description: 'What an authority aims at 质量目标 (4-a).',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      region: t.field({
        type: 'Region',
        description: 'The region whose figure it is about.',
        resolve: async ({ regionId }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`An objective is of region ${regionId}, which no register has`)
          return region
        },
      }),
      indicator: t.exposeString('indicator', { description: 'The code of the indicator.' }),
      comparator: t.expose('comparator', { type: Comparator, description: 'On which side it is met.' }),
      target: t.exposeFloat('target', { description: 'In the unit of the indicator: 95 for 95 %.' }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day of its period.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      setBy: t.exposeString('setBy', { description: 'Who set it.' }),
      setAt: t.expose('setAt', { type: 'DateTime', description: 'When.' }),
      withdrawnAt: t.expose('withdrawnAt', { type: 'DateTime', nullable: true, description: 'When it was given up.' }),
      withdrawnReason: t.exposeString('withdrawnReason', { nullable: true, description: 'Why.' }),
      judgedAt: t.expose('judgedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was held against the figure, five days after its period.',
      }),
      met: t.exposeBoolean('met', {
        nullable: true,
        description: 'Whether it was met; null before that, and when there was no figure.',
      }),
      display: t.string({
        nullable: true,
        description: 'The figure: as it was when it was judged, before that as it is now. Null out of range.',
        resolve: async (row, _args, context) => {
          if (row.judgedAt !== null || row.withdrawnAt !== null) return row.display
          const today = localDate(await host.clock.now())
          return host.read(context, async (trx) => (await figureOfObjective(host, trx, row, today))?.display ?? null)
        },
      }),
      n: t.exposeFloat('n', { nullable: true, description: 'How many cases or records the judged figure rests on.' }),
    }),
  })
  const Connection = connectionOf(builder, 'Objective', Objective, authScopes)
  builder.queryField('objectives', (t) =>
    t.field({
      type: Connection,
      description: 'Objectives of a region and of all within it, those set last before all others.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectObjectives(trx, reach, { limit: size + 1, after: seen(after) })
            const cursorOf = ({ id }: ObjectiveRow) => encodeCursor([id])
            return pageOf(rows, { first: size, after, total: await countObjectives(trx, reach), cursorOf })
          },
          within,
        )
      },
    }),
  )
  return Comparator
}

const seen = (after: string | null | undefined): string | null => {
  if (after == null) return null
  const [id] = decodeCursor(after, 1)
  return typeof id === 'string' && isUuid(id) ? id : NIL
}
