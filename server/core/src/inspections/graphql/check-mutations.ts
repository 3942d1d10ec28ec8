import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { ANSWERED, completeCheck, COMPLETED, saveAnswers, startCheck, STARTED } from '../make-check.ts'
import type { Inspections } from '../tables.ts'

/** Writes the mutations by which inspectors make a check, step by step. */
export const defineCheckMutations = (builder: Builder, host: Host<Inspections>): void => {
  const authScopes = { permission: host.permission('inspections.check') }
  const inputOf = (name: string) =>
    builder.inputType(name, {
      description: 'Which check.',
      fields: (t) => ({ id: t.id({ required: true, description: 'The check.' }) }),
    })
  const Start = inputOf('StartInspectionCheckInput')
  const Complete = inputOf('CompleteInspectionCheckInput')
  const Answer = builder.inputType('InspectionAnswerInput', {
    description: 'What was found about one item.',
    fields: (t) => ({
      item: t.string({ required: true, description: 'The code of the item.' }),
      value: t.string({ required: true, description: 'YES or NO, a whole number, or words, by the kind of the item.' }),
      words: t.string({
        description: 'What was seen; at most 2,000 characters. What was written before stays when it is left out.',
      }),
      evidence: t.idList({
        description:
          'Ids of files that the asker uploaded to `POST /files`, all of the item; those of before stay when it is left out.',
      }),
    }),
  })
  const Save = builder.inputType('SaveInspectionAnswersInput', {
    description: 'Answers as they come.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The check.' }),
      answers: t.field({ type: [Answer], required: true, description: 'Each takes the place of the one before.' }),
    }),
  })
  builder.mutationFields((t) => ({
    startInspectionCheck: t.field({
      type: resultOf(builder, 'StartInspectionCheck', authScopes, { id: 'ID' }),
      description: 'Begins a check, by one of its inspectors.',
      authScopes,
      audit: STARTED,
      args: { input: t.arg({ type: Start, required: true, description: 'Which check.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await startCheck(host, context, input.id) })),
    }),
    saveInspectionAnswers: t.field({
      type: resultOf(builder, 'SaveInspectionAnswers', authScopes, { id: 'ID' }),
      description: 'Keeps answers, all or none; they can be changed until the check is complete.',
      authScopes,
      audit: ANSWERED,
      args: { input: t.arg({ type: Save, required: true, description: 'The answers.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ id: await saveAnswers(host, context, input.id, input.answers) })),
    }),
    completeInspectionCheck: t.field({
      type: resultOf(builder, 'CompleteInspectionCheck', authScopes, { id: 'ID' }),
      description: 'Completes a check of which all is answered; what failed is raised as findings.',
      authScopes,
      audit: COMPLETED,
      args: { input: t.arg({ type: Complete, required: true, description: 'Which check.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ id: await completeCheck(host, context, input.id) })),
    }),
  }))
}
