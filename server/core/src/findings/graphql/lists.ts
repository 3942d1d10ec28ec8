import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import type { FindingRow } from '../queries/finding.ts'
import { countFindings, selectFinding, selectFindings, type FindingFilter, type Turn } from '../queries/list.ts'
import type { Findings } from '../tables.ts'
import type { FindingEnums } from './enums.ts'
import type { defineFinding } from './finding.ts'

type Types = FindingEnums & { readonly Finding: ReturnType<typeof defineFinding> }

const cursorOf = ({ lastFoundAt, id }: FindingRow) => encodeCursor([lastFoundAt.toISOString(), id])

const turnOf = (after: string | null | undefined): Turn | null => {
  if (after == null) return null
  const [lastFoundAt, id] = decodeCursor(after, 2)
  const isTurn = typeof lastFoundAt === 'string' && !Number.isNaN(Date.parse(lastFoundAt))
  return isTurn && typeof id === 'string' && isUuid(id) ? { lastFoundAt, id } : FIRST_TURN
}

/** Before all rows: a cursor that is none of ours ends the list. */
const FIRST_TURN: Turn = { lastFoundAt: '1900-01-01T00:00:00Z', id: '00000000-0000-0000-0000-000000000000' }

/** Writes the list of findings, and the look-up of one. */
export const defineFindingLists = (builder: Builder, host: Host<Findings>, types: Types): void => {
  const authScopes = { permission: host.permission('findings.read') }
  const Connection = connectionOf(builder, 'Finding', types.Finding, authScopes)
  const Filter = defineFilter(builder, types)
  builder.queryField('finding', (t) =>
    t.field({
      type: types.Finding,
      nullable: true,
      description: 'One finding; null when there is none with this id in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) =>
        host.read(context, async (trx, reach) => (isUuid(id) ? ((await selectFinding(trx, reach, id)) ?? null) : null)),
    }),
  )
  builder.queryField('findings', (t) =>
    t.field({
      type: Connection,
      description: 'The ledger of findings of a region, those found last before all others.',
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
        const wanted = filterOf(filter ?? {})
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectFindings(trx, reach, wanted, page)
            return pageOf(rows, { first: size, after, total: await countFindings(trx, reach, wanted), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

const defineFilter = (builder: Builder, { State, Source, Severity }: FindingEnums) =>
  builder.inputType('FindingFilter', {
    description: 'Which findings; what is left out does not narrow.',
    fields: (t) => ({
      states: t.field({ type: [State], description: 'In one of these states.' }),
      type: t.id({ description: 'Of the kind with this code.' }),
      source: t.field({ type: Source, description: 'Found by this, at least once.' }),
      severity: t.field({ type: Severity, description: 'As grave as this.' }),
      organisation: t.id({ description: 'Of the organisation with this id.' }),
      hall: t.id({ description: 'Of the hall with this id.' }),
      text: t.string({ description: 'With this in title or cause.' }),
      isRepeated: t.boolean({ description: 'Found more than once.' }),
    }),
  })

type Asked = {
  readonly [Name in keyof Pick<FindingFilter, 'states' | 'type' | 'source' | 'severity' | 'text'>]?:
    | FindingFilter[Name]
    | undefined
} & {
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly isRepeated?: boolean | null | undefined
}

const filterOf = ({ states, type, source, severity, organisation, hall, text, isRepeated }: Asked): FindingFilter => ({
  states: states ?? null,
  type: type ?? null,
  source: source ?? null,
  severity: severity ?? null,
  organisationId: numberOf(organisation),
  hallId: numberOf(hall),
  text: text?.trim() === '' ? null : (text?.trim() ?? null),
  isRepeated: isRepeated ?? false,
})

/** An id of the registers as their numbers are; 0, which none has, for what is none. */
const numberOf = (id: string | null | undefined): number | null =>
  id == null ? null : /^\d{1,9}$/u.test(id) ? Number(id) : 0
