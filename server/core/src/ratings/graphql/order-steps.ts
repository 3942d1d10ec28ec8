import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { Ratings } from '../tables.ts'
import { wordsOf } from './asked.ts'
import type { Enums } from './enums.ts'
import { ACTIONS, takeStep } from './take-step.ts'

const ID = 'The id of the work order.'

/** Writes the steps of the feedback desk and of the unit. */
export const defineOrderSteps = (builder: Builder, host: Host<Ratings>, enums: Enums): void => {
  defineContact(builder, host)
  defineVerify(builder, host, enums)
  defineDecide(builder, host)
  defineSettle(builder, host)
  defineClose(builder, host)
}

const defineContact = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const Input = builder.inputType('ContactRaterInput', {
    description: 'How it went.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      reached: t.boolean({ required: true, description: 'Whether the rater was reached.' }),
      account: t.string({
        required: true,
        description: 'What was said, as the rated unit may read it: nothing of who said it. At most 2,000 characters.',
      }),
    }),
  })
  builder.mutationField('contactRater', (t) =>
    t.field({
      type: resultOf(builder, 'ContactRater', authScopes, { id: 'ID' }),
      description: 'The desk got in touch with the rater, or tried.',
      authScopes,
      audit: ACTIONS.contact,
      args: { input: t.arg({ type: Input, required: true, description: 'How it went.' }) },
      resolve: (_root, { input: { id, reached, account: said } }, context) =>
        answer(async () => {
          const account = wordsOf(said, 'account')
          return takeStep(host, context, {
            id,
            action: ACTIONS.contact,
            step: 'CONTACT',
            words: account,
            write: ({ id: contactedById, name: contactedBy }, contactedAt) => ({
              contactedAt,
              contactedById,
              contactedBy,
              reached,
              account,
            }),
          })
        }),
    }),
  )
}

const defineVerify = (builder: Builder, host: Host<Ratings>, { Reason }: Enums): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const Input = builder.inputType('VerifyRatingInput', {
    description: 'What was found: that it was right or not, or that it is to be struck out.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      upheld: t.boolean({ description: 'It was right, or it was not. Leave it out to propose to strike it out.' }),
      strike: t.field({ type: Reason, description: 'Why it is to be struck out, as somebody else decides.' }),
      ground: t.string({ required: true, description: 'What was found; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('verifyRating', (t) =>
    t.field({
      type: resultOf(builder, 'VerifyRating', authScopes, { id: 'ID' }),
      description: 'The desk says what is true of a negative rating. One that was right is a finding.',
      authScopes,
      audit: ACTIONS.verify,
      args: { input: t.arg({ type: Input, required: true, description: 'What was found.' }) },
      resolve: (_root, { input: { id, upheld, strike, ground: said } }, context) =>
        answer(async () => {
          const ground = wordsOf(said, 'ground')
          if ((upheld == null) === (strike == null)) throw invalid(EITHER, ['input', 'upheld'])
          return takeStep(host, context, {
            id,
            action: ACTIONS.verify,
            step: strike != null ? 'PROPOSE_STRIKE' : upheld === true ? 'UPHOLD' : 'REJECT',
            words: ground,
            write: ({ id: verifiedById, name: verifiedBy }, verifiedAt) => ({
              verifiedAt,
              verifiedById,
              verifiedBy,
              ground,
              strikeReason: strike ?? null,
            }),
          })
        }),
    }),
  )
}

const EITHER = {
  'zh-CN': '请填写是否属实，或提出剔除，二者择一。',
  en: 'Say whether it was right, or propose to strike it out: one of them.',
}

const defineDecide = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const Input = builder.inputType('DecideStrikeInput', {
    description: 'What is decided.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      agreed: t.boolean({ required: true, description: 'Strike it out, or have it verified again.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('decideStrike', (t) =>
    t.field({
      type: resultOf(builder, 'DecideStrike', authScopes, { id: 'ID' }),
      description: 'Decides whether a rating is struck out: somebody else than who proposed it.',
      authScopes,
      audit: ACTIONS.decide,
      args: { input: t.arg({ type: Input, required: true, description: 'What is decided.' }) },
      resolve: (_root, { input: { id, agreed, words: said } }, context) =>
        answer(async () =>
          takeStep(host, context, {
            id,
            action: ACTIONS.decide,
            step: agreed ? 'STRIKE' : 'REFUSE_STRIKE',
            words: wordsOf(said, 'words'),
            write: ({ id: struckById, name: struckBy }, struckAt) =>
              agreed ? { struckAt, struckById, struckBy } : { strikeReason: null },
          }),
        ),
    }),
  )
}

const defineSettle = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { anyOf: [host.permission('ratings.answer'), host.permission('ratings.handle')] }
  const Input = builder.inputType('SettleRatingInput', {
    description: 'What was put right, or what there is to explain.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      outcome: t.string({ required: true, description: 'What; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('settleRating', (t) =>
    t.field({
      type: resultOf(builder, 'SettleRating', authScopes, { id: 'ID' }),
      description: 'Says what was put right of one that was upheld, or explains one that was not.',
      authScopes,
      audit: ACTIONS.settle,
      args: { input: t.arg({ type: Input, required: true, description: 'What.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const outcome = wordsOf(input.outcome, 'outcome')
          return takeStep(host, context, {
            id: input.id,
            action: ACTIONS.settle,
            step: (state) => (state === 'UNFOUNDED' ? 'EXPLAIN' : 'FIX'),
            words: outcome,
            write: ({ id: settledById, name: settledBy }, settledAt) => ({
              settledAt,
              settledById,
              settledBy,
              outcome,
            }),
          })
        }),
    }),
  )
}

const defineClose = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const Input = builder.inputType('CloseRatingOrderInput', {
    description: 'Why there is no follow-up.',
    fields: (t) => ({
      id: t.id({ required: true, description: ID }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('closeRatingOrder', (t) =>
    t.field({
      type: resultOf(builder, 'CloseRatingOrder', authScopes, { id: 'ID' }),
      description: 'Closes a work order of which the rater gives no follow-up.',
      authScopes,
      audit: ACTIONS.close,
      args: { input: t.arg({ type: Input, required: true, description: 'Why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () =>
          takeStep(host, context, {
            id: input.id,
            action: ACTIONS.close,
            step: 'CLOSE',
            words: wordsOf(input.words, 'words'),
            write: (_principal, closedAt) => ({ closedAt }),
          }),
        ),
    }),
  )
}
