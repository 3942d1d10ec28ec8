import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize, type Builder, type Host } from '@zhikong/core'
import { countLeads, selectLeads } from '../queries/accountability-lead.ts'
import { countRecords, selectRecord, selectRecords, type RecordFilter } from '../queries/accountability-record.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import type { defineAccountabilityLead } from './accountability-lead.ts'
import type { defineAccountabilityRecord } from './accountability-record.ts'
import { checkPeriod } from './period.ts'

type Types = AccountabilityEnums & {
  readonly Lead: ReturnType<typeof defineAccountabilityLead>
  readonly Record: ReturnType<typeof defineAccountabilityRecord>
}

const cursorOf = ({ id }: { readonly id: number }) => encodeCursor([id])

const seen = (after: string | null | undefined): number | null => {
  const [id] = after == null ? [null] : decodeCursor(after, 1)
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 2 ** 31 ? id : after == null ? null : 0
}

/** Writes the lists of leads and records, and the look-up of one record. */
export const defineAccountabilityLists = (builder: Builder, host: Host<Efficiency>, types: Types): void => {
  defineLeads(builder, host, types)
  defineRecords(builder, host, types)
  builder.queryField('accountabilityRecord', (t) =>
    t.field({
      type: types.Record,
      nullable: true,
      description: 'One record; null when there is none with this number in range.',
      authScopes: { permission: host.permission('efficiency.read') },
      args: { id: t.arg.id({ required: true, description: 'Its number.' }) },
      resolve: (_root, { id }, context) =>
        host.read(context, async (trx, reach) =>
          /^\d{1,9}$/u.test(id) ? ((await selectRecord(trx, reach, Number(id))) ?? null) : null,
        ),
    }),
  )
}

const defineLeads = (builder: Builder, host: Host<Efficiency>, { Lead, LeadState }: Types): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const Connection = connectionOf(builder, 'AccountabilityLead', Lead, authScopes)
  builder.queryField('accountabilityLeads', (t) =>
    t.field({
      type: Connection,
      description: 'Suspected acts of a region, the newest first; none for who is bound to an organisation or hall.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: LeadState, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectLeads(trx, reach, state, page)
            return pageOf(rows, { first: size, after, total: await countLeads(trx, reach, state), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

const defineRecords = (builder: Builder, host: Host<Efficiency>, types: Types): void => {
  const authScopes = { permission: host.permission('efficiency.read') }
  const Connection = connectionOf(builder, 'AccountabilityRecord', types.Record, authScopes)
  const Filter = builder.inputType('AccountabilityFilter', {
    description: 'Which records; what is left out does not narrow.',
    fields: (t) => ({
      state: t.field({ type: types.State, description: 'In this state.' }),
      act: t.field({ type: types.Act, description: 'For this act.' }),
      organisation: t.id({ description: 'Of the organisation with this id.' }),
      hall: t.id({ description: 'Of the hall with this id.' }),
      from: t.field({ type: 'Date', description: 'From this day on; with `to`.' }),
      to: t.field({ type: 'Date', description: 'The day after the last; at most 400 days after the first.' }),
      timeBase: t.field({ type: types.TimeBase, description: 'By which day; ISSUE unless told.' }),
    }),
  })
  builder.queryField('accountabilityRecords', (t) =>
    t.field({
      type: Connection,
      description: 'Records of accountability of a region, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        filter: t.arg({ type: Filter, description: 'Which of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        const wanted = filterOf(filter ?? {})
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectRecords(trx, reach, wanted, page)
            return pageOf(rows, { first: size, after, total: await countRecords(trx, reach, wanted), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

type Asked = {
  readonly state?: RecordFilter['state'] | undefined
  readonly act?: RecordFilter['act'] | undefined
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
  readonly timeBase?: NonNullable<RecordFilter['period']>['base'] | null | undefined
}

const filterOf = ({ state, act, organisation, hall, from, to, timeBase }: Asked): RecordFilter => {
  const isPeriod = from != null || to != null
  const period = { from: from ?? '', to: to ?? '', base: timeBase ?? 'ISSUE' }
  if (isPeriod) checkPeriod(period)
  const [organisationId, hallId] = [organisation, hall].map((id) =>
    id == null ? null : /^\d{1,9}$/u.test(id) ? Number(id) : 0,
  )
  return {
    state: state ?? null,
    act: act ?? null,
    organisationId: organisationId ?? null,
    hallId: hallId ?? null,
    period: isPeriod ? period : null,
  }
}
