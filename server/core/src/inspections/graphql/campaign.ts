import type { Builder } from '../../graphql/builder.ts'
import { pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { checklistFor } from '../checklist-for.ts'
import type { CampaignRow } from '../queries/campaign.ts'
import { selectChecksOf } from '../queries/check.ts'
import { selectDraws, selectReplacements } from '../queries/draw.ts'
import { selectInspectors, selectTargets } from '../queries/frame.ts'
import { resultOf } from '../results.ts'
import type { Inspections } from '../tables.ts'
import type { CampaignParts } from './campaign-parts.ts'
import type { defineCheck } from './check.ts'
import type { defineChecklist } from './checklist.ts'
import type { InspectionEnums } from './enums.ts'
import type { defineResult } from './result.ts'

type Types = InspectionEnums &
  CampaignParts & {
    readonly Checklist: ReturnType<typeof defineChecklist>
    readonly Check: ReturnType<typeof defineCheck>
    readonly Result: ReturnType<typeof defineResult>
  }

/** Writes `InspectionCampaign`. */
export const defineCampaign = (builder: Builder, host: Host<Inspections>, types: Types) => {
  const Campaign = builder.objectRef<CampaignRow>('InspectionCampaign').implement({
    access: { permission: host.permission('inspections.read') },
    description: 'An inspection: what is inspected, how, by when, and how targets are chosen.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      title: t.exposeString('title', { description: 'Its title.' }),
      method: t.expose('method', { type: types.Method, description: 'How targets are inspected.' }),
      mode: t.expose('mode', { type: types.Mode, description: 'When targets are inspected.' }),
      basis: t.expose('basis', { type: types.Basis, description: 'How targets are chosen.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard.' }),
      edition: t.exposeString('edition', { nullable: true, description: 'The edition of the standard cited.' }),
      checklist: t.field({
        type: types.Checklist,
        description: 'What inspectors look at.',
        resolve: (campaign) => checklistFor(host, campaign),
      }),
      region: t.field({
        type: 'Region',
        description: 'The region that inspects.',
        resolve: async ({ regionId }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`A campaign is of region ${regionId}, which no register has`)
          return region
        },
      }),
      dueOn: t.expose('dueOn', { type: 'Date', description: 'The last day.' }),
      participants: t.exposeStringList('participants', { description: 'Those that take part.' }),
      sampleSize: t.exposeInt('sampleSize', { description: 'How many targets are drawn.' }),
      inspectorsPerTarget: t.exposeInt('inspectorsPerTarget', { description: 'How many inspect each; two or more.' }),
      state: t.expose('state', { type: types.State, description: 'Where it stands.' }),
      concealed: t.boolean({
        description: 'Whether units must not know of it: until it is released.',
        resolve: ({ shelf }) => shelf === 'veiled',
      }),
      plannedBy: t.exposeString('plannedBy', { description: 'Who planned it.' }),
      plannedAt: t.expose('plannedAt', { type: 'DateTime', description: 'When.' }),
      frozenAt: t.expose('frozenAt', { type: 'DateTime', nullable: true, description: 'When the frame was frozen.' }),
      frameSize: t.exposeInt('frameSize', { nullable: true, description: 'How many targets the frame has.' }),
      frameHash: t.exposeString('frameHash', {
        nullable: true,
        description: 'SHA-256 over lines of hall, tab, weight and line feed, in the order of the codes of the halls.',
      }),
      doneOn: t.expose('doneOn', { type: 'Date', nullable: true, description: 'When the last check was complete.' }),
      releasedAt: t.expose('releasedAt', { type: 'DateTime', nullable: true, description: 'When it was released.' }),
      publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true, description: 'When it was published.' }),
    }),
  })
  defineContents(builder, host, Campaign, types)
  return Campaign
}

const defineContents = (
  builder: Builder,
  host: Host<Inspections>,
  Campaign: ReturnType<typeof defineCampaign>,
  { Target, Inspector, Draw, ReplacementType, Check, Result }: Types,
): void => {
  builder.objectFields(Campaign, (t) => ({
    targets: t.field({
      type: [Target],
      description: 'The targets of the frame, by code.',
      args: { first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }) },
      resolve: (campaign, { first }, context) =>
        host.read(context, async (db) => [...(await selectTargets(db, campaign, pageSize(first)))]),
    }),
    inspectors: t.field({
      type: [Inspector],
      description: 'Who can be drawn.',
      resolve: (campaign, _args, context) =>
        host.read(context, async (db) => [...(await selectInspectors(db, campaign))]),
    }),
    draws: t.field({
      type: [Draw],
      description: 'The draws, the last first.',
      resolve: (campaign, _args, context) => host.read(context, async (db) => [...(await selectDraws(db, campaign))]),
    }),
    replacements: t.field({
      type: [ReplacementType],
      description: 'The log of replacements since.',
      resolve: (campaign, _args, context) =>
        host.read(context, async (db) => [...(await selectReplacements(db, campaign))]),
    }),
    checks: t.field({
      type: [Check],
      description: 'The checks of the last draw, with those that were replaced.',
      resolve: (campaign, _args, context) =>
        host.read(context, async (db) => [...(await selectChecksOf(db, campaign))]),
    }),
    result: t.field({
      type: Result,
      description: 'What it shows so far.',
      resolve: (campaign, _args, context) =>
        host.read(context, async (db) => resultOf(campaign, await selectChecksOf(db, campaign))),
    }),
  }))
}
