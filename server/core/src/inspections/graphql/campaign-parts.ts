import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { DrawRow, ReplacementRow } from '../queries/draw.ts'
import type { InspectorRow, TargetRow } from '../queries/frame.ts'
import type { Inspections } from '../tables.ts'
import type { InspectionEnums } from './enums.ts'

/** Writes what a campaign is made of: targets and inspectors of its frame, draws and replacements. */
export const defineCampaignParts = (builder: Builder, host: Host<Inspections>, { Replacement }: InspectionEnums) => {
  const access = { permission: host.permission('inspections.read') }
  const Target = builder.objectRef<TargetRow>('InspectionTarget').implement({
    access,
    description: 'A hall of a frozen frame.',
    fields: (t) => ({
      hall: t.exposeString('hall', { description: 'The code of the hall.' }),
      name: t.exposeString('name', { description: 'Its name when the frame was frozen.' }),
      weight: t.exposeInt('weight', { description: 'Twice the weight, twice as likely.' }),
    }),
  })
  const Inspector = builder.objectRef<InspectorRow>('InspectionInspector').implement({
    access,
    description: 'Somebody who can be drawn to inspect.',
    fields: (t) => ({
      person: t.exposeID('personId', { description: 'The id of the person.' }),
      name: t.exposeString('name', { description: 'The name of the person.' }),
      ownHalls: t.int({
        description: 'In how many halls of the frame they may not inspect: those of the own unit.',
        resolve: ({ ownHalls }) => ownHalls.length,
      }),
    }),
  })
  const Draw = builder.objectRef<DrawRow>('InspectionDraw').implement({
    access,
    description: 'A draw; with its seed, its algorithm and the frame anybody can repeat it.',
    fields: (t) => ({
      number: t.exposeInt('number', { description: 'The first is 1; the last one counts.' }),
      seed: t.exposeString('seed', { description: 'Its seed.' }),
      algorithm: t.exposeString('algorithm', { description: 'The name of the algorithm.' }),
      algorithmVersion: t.exposeInt('algorithmVersion', { description: 'Its version.' }),
      frameHash: t.exposeString('frameHash', { description: 'SHA-256 of the frame that it was made from.' }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why once more.' }),
      drawnBy: t.exposeString('drawnBy', { description: 'Who drew.' }),
      drawnAt: t.expose('drawnAt', { type: 'DateTime', description: 'When.' }),
    }),
  })
  return { Target, Inspector, Draw, ReplacementType: defineReplacement(builder, host, Replacement) }
}

const defineReplacement = (builder: Builder, host: Host<Inspections>, Kind: InspectionEnums['Replacement']) =>
  builder.objectRef<ReplacementRow>('InspectionReplacement').implement({
    access: { permission: host.permission('inspections.read') },
    description: 'An entry of the log of replacements.',
    fields: (t) => ({
      check: t.exposeID('checkId', { description: 'The check.' }),
      kind: t.expose('kind', { type: Kind, description: 'Who or what was replaced.' }),
      replaced: t.exposeString('replaced', { description: 'Who or what, by name.' }),
      substitute: t.exposeString('substitute', { description: 'By whom or what.' }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      actor: t.exposeString('actor', { description: 'Who did it.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    }),
  })

/** The parts, as the campaign is given them. */
export type CampaignParts = ReturnType<typeof defineCampaignParts>
