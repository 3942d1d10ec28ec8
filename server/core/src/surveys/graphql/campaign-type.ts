import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { surveyOf } from '../declared.ts'
import type { CampaignRow } from '../queries/campaign.ts'
import { selectTallies } from '../queries/sampled-case.ts'
import { countContacts } from '../queries/unit-result.ts'
import type { Surveys } from '../tables.ts'
import type { SurveyEnums } from './enums.ts'
import { resultsOf, type defineResults } from './results-type.ts'
import type { defineSurvey } from './survey-type.ts'

type Types = SurveyEnums &
  ReturnType<typeof defineSurvey> & { readonly Results: ReturnType<typeof defineResults>['Results'] }

/** Writes `SurveyCampaign`. */
export const defineCampaign = (builder: Builder, host: Host<Surveys>, types: Types) =>
  builder.objectRef<CampaignRow>('SurveyCampaign').implement({
    access: { anyOf: [host.permission('surveys.read'), host.permission('surveys.visit')] },
    description:
      'One survey of a sample of the closed cases of a region. Whoever holds a right inside of the region does not know of it before it has ended.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      survey: t.field({
        type: types.Survey,
        description: 'What is asked.',
        resolve: (campaign) => surveyOf(host.surveys, campaign),
      }),
      region: t.field({
        type: 'Region',
        description: 'The region that asks.',
        resolve: async ({ regionId }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`A campaign is of region ${regionId}, which no register has`)
          return region
        },
      }),
      mode: t.expose('mode', { type: types.Mode, description: 'When people are asked.' }),
      state: t.expose('state', { type: types.State, description: 'Where it stands.' }),
      from: t.expose('fromDay', { type: 'Date', description: 'Cases closed from this day on.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      matter: t.field({
        type: 'Matter',
        nullable: true,
        description: 'Only cases of this matter.',
        resolve: async ({ matterId }) =>
          matterId === null ? null : (await host.registers()).index.matterById.get(matterId),
      }),
      channel: t.exposeString('channel', { nullable: true, description: 'Only cases that came by this channel.' }),
      hall: t.field({
        type: 'Hall',
        nullable: true,
        description: 'Only cases of this hall.',
        resolve: async ({ hallId }) => (hallId === null ? null : (await host.registers()).index.hallById.get(hallId)),
      }),
      dueOn: t.expose('dueOn', { type: 'Date', description: 'The last day of asking.' }),
      sampleSize: t.exposeInt('sampleSize', { description: 'How many are to be drawn.' }),
      restDays: t.exposeInt('restDays', { description: 'Who was asked in this many days before is not drawn.' }),
      seed: t.exposeString('seed', {
        description: 'By which the sample is drawn: the same seed and frame, the same sample.',
      }),
      algorithm: t.exposeString('algorithm', { description: 'How it is drawn from the seed.' }),
      frameSize: t.exposeInt('frameSize', { nullable: true, description: 'How many cases it was drawn from.' }),
      plannedBy: t.exposeString('plannedBy', { description: 'Who planned it.' }),
      plannedAt: t.expose('plannedAt', { type: 'DateTime', description: 'When.' }),
      drawnAt: t.expose('drawnAt', { type: 'DateTime', nullable: true, description: 'When the sample was drawn.' }),
      endedAt: t.expose('releasedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
      results: t.field({
        type: types.Results,
        description: 'What came of it, up to now or up to its end.',
        resolve: (campaign, _args, context) =>
          host.read(context, async (trx, reach) => {
            const totals = campaign.state === 'ENDED' ? campaign : await countContacts(trx, reach, campaign.id)
            const survey = surveyOf(host.surveys, campaign)
            const tallies = await selectTallies(trx, reach, campaign.id)
            return resultsOf(survey, totals, { tallies, frameSize: campaign.frameSize })
          }),
      }),
    }),
  })
