import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countCampaigns, selectCampaign, selectCampaigns } from '../queries/campaign.ts'
import { countOpenChecks, selectCheck, selectChecksFor, selectOpenChecks } from '../queries/check.ts'
import { shelvesOf } from '../shelf.ts'
import type { Inspections } from '../tables.ts'
import { askedBy } from '../words.ts'
import type { defineCampaign } from './campaign.ts'
import type { defineCheck } from './check.ts'
import type { InspectionEnums } from './enums.ts'
import { cursorOf, seen } from './pages.ts'

type Types = Pick<InspectionEnums, 'State'> & {
  readonly Campaign: ReturnType<typeof defineCampaign>
  readonly Check: ReturnType<typeof defineCheck>
}

/** Writes the lists of campaigns and checks, and the look-ups of one. */
export const defineInspectionLists = (builder: Builder, host: Host<Inspections>, types: Types): void => {
  defineCampaigns(builder, host, types)
  defineChecks(builder, host, types)
  defineOwn(builder, host, types)
}

const defineCampaigns = (builder: Builder, host: Host<Inspections>, { Campaign, State }: Types): void => {
  const authScopes = { permission: host.permission('inspections.read') }
  const Connection = connectionOf(builder, 'InspectionCampaign', Campaign, authScopes)
  builder.queryField('inspectionCampaigns', (t) =>
    t.field({
      type: Connection,
      description:
        'Inspections by a region and those within it, the newest first; concealed ones only for who may know.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: State, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const shelves = shelvesOf(askedBy(context.principal))
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (db, reach) => {
            const rows = await Promise.all(shelves.map((shelf) => selectCampaigns(db, shelf, reach, state, page)))
            const counts = await Promise.all(shelves.map((shelf) => countCampaigns(db, shelf, reach, state)))
            const newest = rows.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1))
            const total = counts.reduce((sum, count) => sum + count, 0)
            return pageOf(newest.slice(0, page.limit), { first: size, after, total, cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('inspectionCampaign', (t) =>
    t.field({
      type: Campaign,
      nullable: true,
      description: 'One inspection; null when there is none with this id that the reader may know of.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) => {
        const shelves = shelvesOf(askedBy(context.principal))
        return host.read(context, async (db, reach) =>
          isUuid(id) ? ((await selectCampaign(db, shelves, reach, id)) ?? null) : null,
        )
      },
    }),
  )
}

const defineChecks = (builder: Builder, host: Host<Inspections>, { Check }: Types): void => {
  const authScopes = { permission: host.permission('inspections.read') }
  const Connection = connectionOf(builder, 'InspectionCheck', Check, authScopes)
  builder.queryField('inspectionChecks', (t) =>
    t.field({
      type: Connection,
      description: 'Checks of the halls of a region that are no secret, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (db, reach) => {
            const rows = await selectOpenChecks(db, reach, page)
            return pageOf(rows, { first: size, after, total: await countOpenChecks(db, reach), cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('inspectionCheck', (t) =>
    t.field({
      type: Check,
      nullable: true,
      description: 'One check; null when there is none with this id that the reader may know of.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) => {
        const shelves = shelvesOf(askedBy(context.principal))
        return host.read(context, async (db, reach) =>
          isUuid(id) ? ((await selectCheck(db, shelves, reach, id)) ?? null) : null,
        )
      },
    }),
  )
}

const defineOwn = (builder: Builder, host: Host<Inspections>, { Check }: Types): void => {
  const authScopes = { permission: host.permission('inspections.read') }
  builder.queryField('myChecks', (t) =>
    t.field({
      type: [Check],
      description:
        'What the reader has to inspect and inspected, at most 200; what is not done first, by its last day.',
      authScopes,
      resolve: (_root, _args, context) => {
        const principal = askedBy(context.principal)
        return host.read(context, async (db, reach) => {
          const shelves = shelvesOf(principal)
          const rows = await Promise.all(shelves.map((shelf) => selectChecksFor(db, shelf, principal.id, reach)))
          return rows
            .flat()
            .toSorted((a, b) => Number(a.state === 'DONE') - Number(b.state === 'DONE') || (a.dueOn < b.dueOn ? -1 : 1))
        })
      },
    }),
  )
}
