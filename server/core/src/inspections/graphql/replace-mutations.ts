import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { RECUSED, recuse, REPLACED, replaceTarget } from '../replace.ts'
import type { Inspections } from '../tables.ts'

/** Writes the mutations that replace targets and inspectors after a draw. */
export const defineReplaceMutations = (builder: Builder, host: Host<Inspections>): void => {
  const planning = { permission: host.permission('inspections.plan') }
  const either = { anyOf: [host.permission('inspections.plan'), host.permission('inspections.check')] }
  const Replace = builder.inputType('ReplaceInspectionTargetInput', {
    description: 'Which target cannot be inspected, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      check: t.id({ required: true, description: 'The check.' }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  const Recuse = builder.inputType('RecuseInspectorInput', {
    description: 'Who withdraws from which check, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      check: t.id({ required: true, description: 'The check.' }),
      inspector: t.id({ description: 'The person; the asker when it is left out.' }),
      interest: t.boolean({
        required: true,
        description: 'For an interest 回避, which bars from the hall; else replaced.',
      }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationFields((t) => ({
    replaceInspectionTarget: t.field({
      type: resultOf(builder, 'ReplaceInspectionTarget', planning, { id: 'ID' }),
      description: 'Draws another target in place of one that cannot be inspected; it enters no estimate.',
      authScopes: planning,
      audit: REPLACED,
      args: { input: t.arg({ type: Replace, required: true, description: 'Which target, and why.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await replaceTarget(host, context, input) })),
    }),
    recuseInspector: t.field({
      type: resultOf(builder, 'RecuseInspector', either, { id: 'ID' }),
      description: 'Lets an inspector withdraw from a check that has not begun, and draws another.',
      authScopes: either,
      audit: RECUSED,
      args: { input: t.arg({ type: Recuse, required: true, description: 'Who withdraws, and why.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await recuse(host, context, input) })),
    }),
  }))
}
