import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countCampaigns, selectCampaign, selectCampaigns } from '../queries/campaign.ts'
import type { Surveys } from '../tables.ts'
import type { defineCampaign } from './campaign-type.ts'
import type { SurveyEnums } from './enums.ts'
import { askedBy, cursorOf, seen } from './rights.ts'

type Types = Pick<SurveyEnums, 'State'> & { readonly Campaign: ReturnType<typeof defineCampaign> }

/** Writes the list of campaigns and the look-up of one. */
export const defineCampaignLists = (builder: Builder, host: Host<Surveys>, { Campaign, State }: Types): void => {
  const authScopes = { anyOf: [host.permission('surveys.read'), host.permission('surveys.visit')] }
  const Connection = connectionOf(builder, 'SurveyCampaign', Campaign, authScopes)
  builder.queryField('surveyCampaigns', (t) =>
    t.field({
      type: Connection,
      description: 'Campaigns of a region, the newest first; none for who is bound to an organisation or hall.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: State, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const { grants } = askedBy(context.principal)
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const asked = { reach, grants, state }
            const rows = await selectCampaigns(trx, asked, page)
            return pageOf(rows, { first: size, after, total: await countCampaigns(trx, asked), cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('surveyCampaign', (t) =>
    t.field({
      type: Campaign,
      nullable: true,
      description: 'One campaign; null when there is none with this id in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) => {
        const { grants } = askedBy(context.principal)
        return host.read(context, async (trx, reach) =>
          isUuid(id) ? ((await selectCampaign(trx, { reach, grants }, id)) ?? null) : null,
        )
      },
    }),
  )
}
