import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { surveyOf } from '../declared.ts'
import { countUnitResults, selectUnitResults, type UnitResultRow } from '../queries/unit-result.ts'
import { shareFigure, type IndexShare } from '../rules/results.ts'
import type { Surveys } from '../tables.ts'
import { shownIndices, type defineResults } from './results-type.ts'
import { cursorOf, seen } from './rights.ts'

type Types = Pick<ReturnType<typeof defineResults>, 'Share' | 'Index'>

/** Writes what a unit may know of campaigns that have ended: figures of its own. */
export const defineUnitResults = (builder: Builder, host: Host<Surveys>, types: Types): void => {
  const authScopes = { permission: host.permission('surveys.results') }
  const Result = defineUnitResult(builder, host, types)
  const Connection = connectionOf(builder, 'SurveyUnitResult', Result, authScopes)
  builder.queryField('surveyUnitResults', (t) =>
    t.field({
      type: Connection,
      description:
        'What campaigns that have ended showed of halls and organisations within reach, where five or more answered; the newest first.',
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
          async (trx, reach) => {
            const rows = await selectUnitResults(trx, reach, page)
            return pageOf(rows, { first: size, after, total: await countUnitResults(trx, reach), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

const defineUnitResult = (builder: Builder, host: Host<Surveys>, { Share, Index }: Types) =>
  builder.objectRef<UnitResultRow>('SurveyUnitResult').implement({
    access: { permission: host.permission('surveys.results') },
    description: 'What a campaign showed of one hall or organisation: figures, no answers and no words.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      title: t.string({
        description: 'What was asked.',
        resolve: (row, _args, { language }) => surveyOf(host.surveys, row).title[language],
      }),
      hall: t.field({
        type: 'Hall',
        nullable: true,
        description: 'The hall; null for the figures of an organisation.',
        resolve: async ({ hallId }) => (hallId === null ? null : (await host.registers()).index.hallById.get(hallId)),
      }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation; null for the figures of a hall.',
        resolve: async ({ organisationId }) =>
          organisationId === null ? null : (await host.registers()).index.organisationById.get(organisationId),
      }),
      from: t.expose('fromDay', { type: 'Date', description: 'Cases closed from this day on.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      endedAt: t.expose('endedAt', { type: 'DateTime', description: 'When the campaign ended.' }),
      response: t.field({
        type: Share,
        description: 'Answered, of those who could be asked.',
        resolve: ({ asked, answered }) => shareFigure({ n: asked, count: answered }),
      }),
      indices: t.field({
        type: [Index],
        description: 'The indices of the survey.',
        resolve: (row) => [...shownIndices(surveyOf(host.surveys, row), JSON.parse(row.indices) as IndexShare[])],
      }),
    }),
  })
