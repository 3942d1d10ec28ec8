import {
  connectionOf,
  decodeCursor,
  encodeCursor,
  invalid,
  isUuid,
  pageOf,
  pageSize,
  type Builder,
  type Host,
} from '@zhikong/core'
import {
  countRectifications,
  countStates,
  selectRectification,
  selectRectifications,
  type RectificationFilter,
  type RectificationRow,
  type StateCount,
  type Turn,
} from '../queries/rectification.ts'
import type { RectificationState } from '../contract.ts'
import type { Improvement } from '../tables.ts'
import { idOf } from './asked.ts'
import type { Enums } from './enums.ts'
import type { defineRectification } from './rectification.ts'

type Ref = ReturnType<typeof defineRectification>

const cursorOf = ({ stepDue, serial }: RectificationRow) => encodeCursor([stepDue.toISOString(), serial])

const turnOf = (after: string | null | undefined): Turn | null => {
  if (after == null) return null
  const [stepDue, serial] = decodeCursor(after, 2)
  const isOne = typeof stepDue === 'string' && !Number.isNaN(Date.parse(stepDue)) && Number.isInteger(serial)
  if (isOne && typeof serial === 'number' && Math.abs(serial) < 2 ** 31) {
    return { stepDue: new Date(stepDue).toISOString(), serial }
  }
  throw invalid({ 'zh-CN': '游标 after 不可用。', en: 'The cursor "after" is not usable.' }, ['after'])
}

/** Writes the list, the look-up of one, and the numbers of the board. */
export const defineRectificationLists = (
  builder: Builder,
  host: Host<Improvement>,
  enums: Enums,
  Rectification: Ref,
): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  defineList(builder, host, enums, Rectification)
  defineBoard(builder, host, enums)
  builder.queryField('rectification', (t) =>
    t.field({
      type: Rectification,
      nullable: true,
      description: 'One rectification, by its id or by what a card names; null when there is none in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) =>
        host.read(context, async (trx, reach) =>
          isUuid(id) ? ((await selectRectification(trx, reach, id)) ?? null) : null,
        ),
    }),
  )
}

const defineBoard = (builder: Builder, host: Host<Improvement>, { State }: Enums): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const Column = builder.objectRef<StateCount>('RectificationColumn').implement({
    access: authScopes,
    description: 'How many rectifications stand in a state.',
    fields: (t) => ({
      state: t.expose('state', { type: State, description: 'The state.' }),
      count: t.exposeInt('n', { description: 'How many.' }),
      late: t.exposeInt('late', { description: 'Of these, those whose next step is overdue.' }),
    }),
  })
  builder.queryField('rectificationBoard', (t) =>
    t.field({
      type: [Column],
      description: 'Rectifications of a region by state; a state without any is left out.',
      authScopes,
      args: { within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }) },
      resolve: async (_root, { within }, context) => {
        const now = await host.clock.now()
        return host.read(context, async (trx, reach) => [...(await countStates(trx, reach, now))], within)
      },
    }),
  )
}

type Asked = {
  readonly states?: readonly RectificationState[] | null | undefined
  readonly late?: boolean | null | undefined
  readonly watched?: boolean | null | undefined
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly finding?: string | null | undefined
}

const NO_FINDING = '00000000-0000-0000-0000-000000000000'

const filterOf = (asked: Asked, now: Date, person: string): RectificationFilter => ({
  states: asked.states ?? null,
  lateAt: asked.late === true ? now : null,
  organisationId: idOf(asked.organisation),
  hallId: idOf(asked.hall),
  findingId: asked.finding == null ? null : isUuid(asked.finding) ? asked.finding : NO_FINDING,
  watcher: asked.watched === true ? person : null,
})

const defineList = (builder: Builder, host: Host<Improvement>, { State }: Enums, Rectification: Ref): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const Connection = connectionOf(builder, 'Rectification', Rectification, authScopes)
  const Filter = builder.inputType('RectificationFilter', {
    description: 'Which rectifications; what is left out does not narrow.',
    fields: (t) => ({
      states: t.field({ type: [State], description: 'In one of these states.' }),
      late: t.boolean({ description: 'Only those whose next step is overdue.' }),
      watched: t.boolean({ description: 'Only those that the reader watches.' }),
      organisation: t.id({ description: 'Of the organisation with this id.' }),
      hall: t.id({ description: 'Of the hall with this id.' }),
      finding: t.id({ description: 'Of this finding.' }),
    }),
  })
  builder.queryField('rectifications', (t) =>
    t.field({
      type: Connection,
      description: 'Rectifications of a region, what is due first before all others.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        filter: t.arg({ type: Filter, description: 'Which of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: turnOf(after) }
        const wanted = filterOf(filter ?? {}, await host.clock.now(), context.principal?.id ?? '')
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectRectifications(trx, reach, wanted, page)
            return pageOf(rows, { first: size, after, total: await countRectifications(trx, reach, wanted), cursorOf })
          },
          within,
        )
      },
    }),
  )
}
