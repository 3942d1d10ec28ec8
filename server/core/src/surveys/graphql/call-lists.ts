import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { countSampledCases, selectSampledCase, selectSampledCases, type CallFilter } from '../queries/sampled-case.ts'
import type { Surveys } from '../tables.ts'
import { withApplicants, type defineCall } from './call-type.ts'

type Types = { readonly Call: ReturnType<typeof defineCall> }

const FILTERS = ['OPEN', 'ANSWERED', 'REFUSED', 'UNREACHABLE', 'WRONG_NUMBER'] as const satisfies readonly CallFilter[]

/** Writes the call list of a campaign and the look-up of one call. */
export const defineCallLists = (builder: Builder, host: Host<Surveys>, { Call }: Types): void => {
  const authScopes = { permission: host.permission('surveys.visit') }
  const Connection = connectionOf(builder, 'SurveyCall', Call, authScopes)
  const Filter = builder.enumType('SurveyCallFilter', {
    description: 'Which calls: without an outcome, or with one.',
    values: Object.fromEntries(FILTERS.map((name) => [name, { description: FILTER_WORDS[name] }])) as Record<
      (typeof FILTERS)[number],
      { description: string }
    >,
  })
  builder.queryField('surveyCalls', (t) =>
    t.field({
      type: Connection,
      description: 'The sample of a campaign in the order of its draw, without what the reader must not know of.',
      authScopes,
      args: {
        campaign: t.arg.id({ required: true, description: 'The id of the campaign.' }),
        filter: t.arg({ type: Filter, description: 'Only these.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { campaign, filter = null, first, after }, context) => {
        const size = pageSize(first)
        const seen = after == null ? null : Number(decodeCursor(after, 1)[0])
        return host.read(context, async (trx, reach) => {
          const id = isUuid(campaign) ? campaign : NIL
          const page = { filter, limit: size + 1, after: seen !== null && Number.isSafeInteger(seen) ? seen : null }
          const rows = await selectSampledCases(trx, reach, id, page)
          const calls = await withApplicants(host, rows, trx, reach)
          const total = await countSampledCases(trx, reach, id, filter)
          return pageOf(calls, { first: size, after, total, cursorOf: ({ place }) => encodeCursor([place]) })
        })
      },
    }),
  )
  builder.queryField('surveyCall', (t) =>
    t.field({
      type: Call,
      nullable: true,
      description: 'One call; null when there is none with this id of which the reader may know.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, { id }, context) =>
        host.read(context, async (trx, reach) => {
          const row = isUuid(id) ? await selectSampledCase(trx, reach, id) : undefined
          const [call] = row === undefined ? [] : await withApplicants(host, [row], trx, reach)
          return call ?? null
        }),
    }),
  )
}

const NIL = '00000000-0000-0000-0000-000000000000'

const FILTER_WORDS = {
  OPEN: 'Not asked yet.',
  ANSWERED: 'Answered.',
  REFUSED: 'Did not want to.',
  UNREACHABLE: 'Was not reached.',
  WRONG_NUMBER: 'It was somebody else.',
} as const
