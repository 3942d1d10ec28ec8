import { answer, resultOf, type Builder, type Host } from '@zhikong/core'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { wordsOf } from './accountability-rights.ts'
import { STEP_ACTIONS, takeRecordStep } from './take-record-step.ts'

/** Writes the mutations that lead a record to its end. */
export const defineRecordSteps = (builder: Builder, host: Host<Efficiency>, enums: AccountabilityEnums): void => {
  defineHear(builder, host, enums)
  defineDecide(builder, host, enums)
  defineCarryOut(builder, host)
  defineEnd(builder, host, {
    name: 'closeAccountability',
    step: 'CLOSED',
    description: 'Closes a record whose decision was carried out, or that is not held to account.',
  })
  defineEnd(builder, host, {
    name: 'withdrawAccountability',
    step: 'WITHDRAWN',
    description: 'Withdraws a record before it is decided.',
  })
}

const defineHear = (builder: Builder, host: Host<Efficiency>, { Hearing }: AccountabilityEnums): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const Input = builder.inputType('HearAccountabilityInput', {
    description: 'How somebody was heard.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the record.' }),
      hearing: t.field({ type: Hearing, required: true, description: 'Held, or waived in writing.' }),
      at: t.field({ type: 'DateTime', required: true, description: 'When; not in the future.' }),
      statement: t.string({ required: true, description: 'What was said, or how it was waived.' }),
    }),
  })
  builder.mutationField('hearAccountability', (t) =>
    t.field({
      type: resultOf(builder, 'HearAccountability', authScopes, { id: 'ID' }),
      description: 'Writes down the hearing of who is accused, or that it was waived in writing.',
      authScopes,
      audit: STEP_ACTIONS.HEARD,
      args: { input: t.arg({ type: Input, required: true, description: 'How somebody was heard.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const statement = wordsOf(input.statement, 'statement')
          const changed = { hearing: input.hearing, heardAt: input.at, statement }
          return takeRecordStep(host, context, { id: input.id, step: 'HEARD', changed, words: statement, at: input.at })
        }),
    }),
  )
}

const defineDecide = (builder: Builder, host: Host<Efficiency>, { Measure }: AccountabilityEnums): void => {
  const authScopes = { permission: host.permission('efficiency.decide') }
  const Input = builder.inputType('DecideAccountabilityInput', {
    description: 'What is decided.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the record.' }),
      measure: t.field({ type: Measure, required: true, description: 'The measure.' }),
      number: t.string({ required: true, description: 'The number of the decision.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('decideAccountability', (t) =>
    t.field({
      type: resultOf(builder, 'DecideAccountability', authScopes, { id: 'ID' }),
      description:
        'Decides about a record after the hearing: somebody else than who opened it, who does not belong to the unit. After a card that was revoked only NONE can be decided.',
      authScopes,
      audit: STEP_ACTIONS.DECIDED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is decided.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const words = wordsOf(input.words, 'words')
          const changed = { measure: input.measure, decisionNumber: wordsOf(input.number, 'number') }
          return takeRecordStep(host, context, { id: input.id, step: 'DECIDED', changed, words })
        }),
    }),
  )
}

const defineCarryOut = (builder: Builder, host: Host<Efficiency>): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const Input = builder.inputType('CarryOutAccountabilityInput', {
    description: 'What became of a decision.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the record.' }),
      servedAt: t.field({ type: 'DateTime', required: true, description: 'When the decision was served.' }),
      at: t.field({ type: 'DateTime', required: true, description: 'When it was carried out; not before.' }),
      words: t.string({ required: true, description: 'What became of it.' }),
    }),
  })
  builder.mutationField('carryOutAccountability', (t) =>
    t.field({
      type: resultOf(builder, 'CarryOutAccountability', authScopes, { id: 'ID' }),
      description: 'Writes down that a decision was served and carried out.',
      authScopes,
      audit: STEP_ACTIONS.CARRIED_OUT,
      args: { input: t.arg({ type: Input, required: true, description: 'What became of it.' }) },
      resolve: (_root, { input: { id, servedAt, at, words } }, context) =>
        answer(async () => {
          const outcome = wordsOf(words, 'words')
          const changed = { servedAt, carriedOutAt: at, outcome }
          return takeRecordStep(host, context, { id, step: 'CARRIED_OUT', changed, words: outcome, at })
        }),
    }),
  )
}

type End = {
  readonly name: 'closeAccountability' | 'withdrawAccountability'
  readonly step: 'CLOSED' | 'WITHDRAWN'
  readonly description: string
}

const defineEnd = (builder: Builder, host: Host<Efficiency>, { name, step, description }: End): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const title = step === 'CLOSED' ? 'CloseAccountability' : 'WithdrawAccountability'
  const Input = builder.inputType(`${title}Input`, {
    description: 'Which record, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its number.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: resultOf(builder, title, authScopes, { id: 'ID' }),
      description,
      authScopes,
      audit: STEP_ACTIONS[step],
      args: { input: t.arg({ type: Input, required: true, description: 'Which record, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () =>
          takeRecordStep(host, context, { id: input.id, step, changed: {}, words: wordsOf(input.words, 'words') }),
        ),
    }),
  )
}
