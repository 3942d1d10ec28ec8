import { answer, attachFiles, invalid, isUuid, resultOf, type Builder, type Host } from '@zhikong/core'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { Improvement } from '../tables.ts'
import { wordsOf } from './asked.ts'
import { ACTIONS, takeStep } from './take-step.ts'

/** Writes the steps of the unit that is to repair: accept, plan, finish, feed back (7-b). */
export const defineUnitSteps = (builder: Builder, host: Host<Improvement>): void => {
  defineAccept(builder, host)
  definePlan(builder, host)
  defineFinish(builder, host)
  defineFeedBack(builder, host)
}

const ID = 'The id of the rectification.'

const defineAccept = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('AcceptRectificationInput', {
    description: 'Which one.',
    fields: (t) => ({ id: t.id({ required: true, description: ID }) }),
  })
  builder.mutationField('acceptRectification', (t) =>
    t.field({
      type: resultOf(builder, 'AcceptRectification', authScopes, { id: 'ID' }),
      description: 'The unit accepts what was handed over to it, or what was reopened.',
      authScopes,
      audit: ACTIONS.ACCEPT,
      args: { input: t.arg({ type: Input, required: true, description: 'Which one.' }) },
      resolve: (_root, { input: { id } }, context) =>
        answer(async () =>
          takeStep(host, context, {
            id,
            step: 'ACCEPT',
            words: '',
            write: async ({ row, principal, limits: { calendar, terms }, now }) => {
              const began = row.reopenedAt ?? row.assignedAt ?? now
              const by = { acceptedAt: now, acceptedById: principal.id, acceptedBy: principal.name }
              return { changed: { ...by, stepDue: workingDaysAfter(calendar, began, terms.planDays) } }
            },
          }),
        ),
    }),
  )
}

const definePlan = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('PlanRectificationInput', {
    description: 'What is going to be done.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      measures: t.string({ required: true, description: 'The measures; at most 2,000 characters.' }),
      responsible: t.string({ required: true, description: 'Who answers for them, by name and post.' }),
    }),
  })
  builder.mutationField('planRectification', (t) =>
    t.field({
      type: resultOf(builder, 'PlanRectification', authScopes, { id: 'ID' }),
      description: 'The unit states its measures, and who answers for them.',
      authScopes,
      audit: ACTIONS.PLAN,
      args: { input: t.arg({ type: Input, required: true, description: 'What is going to be done.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const measures = wordsOf(input.measures, 'measures')
          const responsible = wordsOf(input.responsible, 'responsible')
          return takeStep(host, context, {
            id: input.id,
            step: 'PLAN',
            words: measures,
            write: async ({ row, principal, now }) => {
              const by = { plannedAt: now, plannedById: principal.id, plannedBy: principal.name }
              return { changed: { ...by, measures, responsible, stepDue: row.due ?? now } }
            },
          })
        }),
    }),
  )
}

const MOST_FILES = 20

/** Ids of files, each once. @throws Fault INVALID_INPUT for none, too many, or what is no id */
const evidenceOf = (ids: readonly string[]): readonly string[] => {
  const files = [...new Set(ids)]
  if (files.length > 0 && files.length <= MOST_FILES && files.every(isUuid)) return files
  throw invalid(
    { 'zh-CN': `请附整改佐证材料，最多 ${MOST_FILES} 份。`, en: `Add evidence: one to ${MOST_FILES} files.` },
    ['input', 'evidence'],
  )
}

const defineFinish = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('FinishRectificationInput', {
    description: 'What was done, and what shows it.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      outcome: t.string({ required: true, description: 'What was done; at most 2,000 characters.' }),
      evidence: t.idList({ required: true, description: 'The ids of the files that show it: 1 to 20.' }),
    }),
  })
  builder.mutationField('finishRectification', (t) =>
    t.field({
      type: resultOf(builder, 'FinishRectification', authScopes, { id: 'ID' }),
      description: 'The unit says that it is repaired, and shows it.',
      authScopes,
      audit: ACTIONS.FINISH,
      args: { input: t.arg({ type: Input, required: true, description: 'What was done, and what shows it.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const outcome = wordsOf(input.outcome, 'outcome')
          const files = evidenceOf(input.evidence)
          return takeStep(host, context, {
            id: input.id,
            step: 'FINISH',
            words: outcome,
            write: async ({ trx, row, principal, limits: { calendar, terms }, now }) => {
              const subject = { type: 'improvement.rectification', id: row.id }
              const to = { subject, place: row, permission: 'improvement.read', uploader: principal.id, at: now }
              await attachFiles(trx, files, to, ['input', 'evidence'])
              const by = { doneAt: now, doneById: principal.id, doneBy: principal.name }
              const evidence = JSON.stringify(files)
              const stepDue = workingDaysAfter(calendar, now, terms.feedbackDays)
              return { changed: { ...by, outcome, evidence, stepDue } }
            },
          })
        }),
    }),
  )
}

const defineFeedBack = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('FeedBackRectificationInput', {
    description: 'What is reported.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      feedback: t.string({ required: true, description: 'The report; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('feedBackRectification', (t) =>
    t.field({
      type: resultOf(builder, 'FeedBackRectification', authScopes, { id: 'ID' }),
      description: 'The unit reports back to who handed it over; then it waits for its recheck.',
      authScopes,
      audit: ACTIONS.FEED_BACK,
      args: { input: t.arg({ type: Input, required: true, description: 'What is reported.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const feedback = wordsOf(input.feedback, 'feedback')
          return takeStep(host, context, {
            id: input.id,
            step: 'FEED_BACK',
            words: feedback,
            write: async ({ principal, limits: { calendar, terms }, now }) => {
              const by = { fedBackAt: now, fedBackById: principal.id, fedBackBy: principal.name }
              const recheckDue = workingDaysAfter(calendar, now, terms.recheckDays)
              return { changed: { ...by, feedback, recheckDue, stepDue: recheckDue } }
            },
          })
        }),
    }),
  )
}
