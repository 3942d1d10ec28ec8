import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { countComplaints, selectComplaints, type ComplaintFilter, type ComplaintRow } from '../queries/complaint.ts'
import type { Complaints } from '../tables.ts'
import { askedBy, findComplaint } from './asked.ts'
import type { defineComplaint } from './complaint.ts'
import type { ComplaintEnums } from './enums.ts'

type Types = ComplaintEnums & { readonly Complaint: ReturnType<typeof defineComplaint> }

const cursorOf = ({ serial }: ComplaintRow) => encodeCursor([serial])

/** The number behind a cursor; one that is none begins after everything. */
export const seenOf = (after: string | null | undefined): number | null => {
  if (after == null) return null
  const [serial] = decodeCursor(after, 1)
  return typeof serial === 'number' && Number.isInteger(serial) && serial >= 0 && serial < 2 ** 31 ? serial : 0
}

/** Writes the lists of complaints, open and sealed, and the look-up of one. */
export const defineComplaintLists = (builder: Builder, host: Host<Complaints>, types: Types): void => {
  const { Complaint, State, Kind, Category } = types
  const access = { anyOf: [host.permission('complaints.read'), host.permission('complaints.seal')] }
  const Connection = connectionOf(builder, 'Complaint', Complaint, access)
  const Filter = builder.inputType('ComplaintFilter', {
    description: 'Which complaints; what is left out does not narrow.',
    fields: (t) => ({
      state: t.field({ type: State, description: 'In this state.' }),
      kind: t.field({ type: Kind, description: 'Of this kind.' }),
      category: t.field({ type: Category, description: 'About this.' }),
      isLate: t.boolean({ description: 'Only those for which something is overdue.' }),
    }),
  })
  const list = (name: 'complaints' | 'sealedComplaints', description: string) => {
    const sealed = name === 'sealedComplaints'
    const authScopes = { permission: host.permission(sealed ? 'complaints.seal' : 'complaints.read') }
    builder.queryField(name, (t) =>
      t.field({
        type: Connection,
        description,
        authScopes,
        args: {
          within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
          filter: t.arg({ type: Filter, description: 'Which of them.' }),
          first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
          after: t.arg.string({ description: 'The endCursor of the page before.' }),
        },
        resolve: async (_root, { within, filter, first, after }, context) => {
          const size = pageSize(first)
          const page = { limit: size + 1, after: seenOf(after) }
          const { state = null, kind = null, category = null, isLate } = filter ?? {}
          const lateAt = isLate === true ? await host.clock.now() : null
          const wanted: ComplaintFilter = { state, kind, category, lateAt }
          return host.read(
            context,
            async (trx, reach) => {
              const rows = await selectComplaints(trx, reach, sealed, wanted, page)
              const total = await countComplaints(trx, reach, sealed, wanted)
              return pageOf(rows, { first: size, after, total, cursorOf })
            },
            within,
          )
        },
      }),
    )
  }
  list('complaints', 'Complaints about the units of a region, the newest first. Sealed ones are not among them.')
  list('sealedComplaints', 'Sealed complaints that are handled in a region: about units below it. The newest first.')
  defineOne(builder, host, types)
}

const defineOne = (builder: Builder, host: Host<Complaints>, { Complaint }: Types): void => {
  builder.queryField('complaint', (t) =>
    t.field({
      type: Complaint,
      nullable: true,
      description: 'One complaint; null when there is none with this id in range.',
      authScopes: { anyOf: [host.permission('complaints.read'), host.permission('complaints.seal')] },
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) =>
        host.read(
          context,
          async (trx, reach) => (await findComplaint(trx, reach, askedBy(context.principal), id)) ?? null,
        ),
    }),
  )
}
