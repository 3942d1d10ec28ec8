import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { draw, DRAWN, REDRAWN } from '../draw.ts'
import { freezeFrame, FROZEN } from '../freeze.ts'
import { planCampaign, PLANNED } from '../plan.ts'
import type { Inspections } from '../tables.ts'
import type { InspectionEnums } from './enums.ts'

/** Writes the mutations that plan a campaign, freeze its frame and draw from it. */
export const defineCampaignMutations = (builder: Builder, host: Host<Inspections>, enums: InspectionEnums): void => {
  const authScopes = { permission: host.permission('inspections.plan') }
  const { Plan, Freeze } = defineInputs(builder, enums)
  const Draw = builder.inputType('DrawInspectionInput', {
    description: 'From which frame, with which seed.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      seed: t.string({ description: 'A seed, drawn in public for example; one is made up when it is left out.' }),
    }),
  })
  const Redraw = builder.inputType('RedrawInspectionInput', {
    description: 'From which frame once more, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      seed: t.string({ description: 'A seed; one is made up when it is left out.' }),
      reason: t.string({ required: true, description: 'Why once more; at most 2,000 characters.' }),
    }),
  })
  builder.mutationFields((t) => ({
    planInspection: t.field({
      type: resultOf(builder, 'PlanInspection', authScopes, { id: 'ID' }),
      description:
        'Plans an inspection. What is under cover or irregular is concealed from the units until its release.',
      authScopes,
      audit: PLANNED,
      args: { input: t.arg({ type: Plan, required: true, description: 'What is planned.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await planCampaign(host, context, input) })),
    }),
    freezeInspectionFrame: t.field({
      type: resultOf(builder, 'FreezeInspectionFrame', authScopes, { id: 'ID' }),
      description: 'Freezes who and what can be drawn, with weights. It can be frozen again until the first draw.',
      authScopes,
      audit: FROZEN,
      args: { input: t.arg({ type: Freeze, required: true, description: 'The frame.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await freezeFrame(host, context, input) })),
    }),
    drawInspection: t.field({
      type: resultOf(builder, 'DrawInspection', authScopes, { id: 'ID' }),
      description: 'Draws targets and inspectors 双随机. The same seed and frame give the same draw everywhere.',
      authScopes,
      audit: DRAWN,
      args: { input: t.arg({ type: Draw, required: true, description: 'From which frame, with which seed.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ id: await draw(host, context, { id: input.id, seed: input.seed }) })),
    }),
    redrawInspection: t.field({
      type: resultOf(builder, 'RedrawInspection', authScopes, { id: 'ID' }),
      description: 'Draws once more, for a reason that is kept, as long as no check has begun.',
      authScopes,
      audit: REDRAWN,
      args: { input: t.arg({ type: Redraw, required: true, description: 'From which frame, and why.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await draw(host, context, input) })),
    }),
  }))
}

const defineInputs = (builder: Builder, { Method, Mode, Basis }: InspectionEnums) => {
  const Plan = builder.inputType('PlanInspectionInput', {
    description: 'What is to be inspected.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region that inspects its halls.' }),
      title: t.string({ required: true, description: 'Its title; at most 200 characters.' }),
      method: t.field({ type: Method, required: true, description: 'How targets are inspected.' }),
      mode: t.field({ type: Mode, required: true, description: 'When targets are inspected.' }),
      basis: t.field({ type: Basis, required: true, description: 'How targets are chosen.' }),
      checklist: t.string({ required: true, description: 'The code of a checklist.' }),
      checklistVersion: t.int({ required: true, description: 'Its version.' }),
      dueOn: t.field({ type: 'Date', required: true, description: 'The last day; not before today.' }),
      participants: t.stringList({ description: 'Those that take part, at most 20.' }),
      sampleSize: t.int({ required: true, description: 'How many targets are drawn, 1 to 1,000.' }),
      inspectorsPerTarget: t.int({ required: true, description: 'How many inspect each, 2 to 9.' }),
    }),
  })
  const Weighted = builder.inputType('InspectionTargetInput', {
    description: 'A target and its weight.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of the hall.' }),
      weight: t.int({ required: true, description: '1 to 1,000,000; twice the weight, twice as likely.' }),
    }),
  })
  const Freeze = builder.inputType('FreezeInspectionFrameInput', {
    description: 'Who and what can be drawn.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      targets: t.field({
        type: [Weighted],
        description: 'Only these; all halls of the region, weight 1, when left out.',
      }),
      inspectors: t.idList({ description: 'Only these people; all who inspect for the region when left out.' }),
    }),
  })
  return { Plan, Freeze }
}
