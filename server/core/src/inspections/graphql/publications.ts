import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { countPublications, selectPublications, type PublicationRow } from '../queries/publication.ts'
import type { Estimate } from '../rules/estimate.ts'
import type { Inspections } from '../tables.ts'
import type { InspectionEnums } from './enums.ts'
import { seen } from './pages.ts'
import type { defineResult } from './result.ts'

type Types = InspectionEnums & { readonly Result: ReturnType<typeof defineResult> }

/** Writes `InspectionPublication` and the list of them. */
export const definePublications = (builder: Builder, host: Host<Inspections>, { Method, Result }: Types): void => {
  const authScopes = { permission: host.permission('inspections.read') }
  const Publication = builder.objectRef<PublicationRow>('InspectionPublication').implement({
    access: authScopes,
    description: 'What an inspection showed, as it was published.',
    fields: (t) => ({
      campaignId: t.exposeID('campaignId', { description: 'The inspection.' }),
      title: t.exposeString('title', { description: 'Its title.' }),
      method: t.expose('method', { type: Method, description: 'How targets were inspected.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard.' }),
      words: t.exposeString('words', { description: 'What it showed, in words.' }),
      result: t.field({
        type: Result,
        description: 'What it showed, in figures.',
        resolve: ({ result }) => JSON.parse(result) as Estimate,
      }),
      publishedBy: t.exposeString('publishedBy', { description: 'Who published it.' }),
      publishedAt: t.expose('publishedAt', { type: 'DateTime', description: 'When.' }),
    }),
  })
  const Connection = connectionOf(builder, 'InspectionPublication', Publication, authScopes)
  builder.queryField('inspectionPublications', (t) =>
    t.field({
      type: Connection,
      description: 'What a region, and those within it, published of their inspections, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        return host.read(
          context,
          async (db, reach) => {
            const rows = await selectPublications(db, reach, { limit: size + 1, after: seen(after) })
            const cursorOf = ({ campaignId }: PublicationRow) => encodeCursor([campaignId])
            return pageOf(rows, { first: size, after, total: await countPublications(db, reach), cursorOf })
          },
          within,
        )
      },
    }),
  )
}
