import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { handlersOf } from '../handlers-of.ts'
import type { ComplaintRow, Db } from '../queries/complaint.ts'
import type { Complaints } from '../tables.ts'
import { wordsOf } from './asked.ts'
import type { ComplaintEnums } from './enums.ts'
import { STEP_ACTIONS, takeStep } from './take-step.ts'

/** Writes the steps that decide something: acceptance, assignment, judgement, review and referral. */
export const defineDecidingSteps = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums): void => {
  defineAccept(builder, host, enums)
  defineAssign(builder, host)
  defineJudge(builder, host, enums)
  defineReview(builder, host)
  defineRefer(builder, host)
}

const ID = { required: true, description: 'Its id.' } as const
const GIVEN = { required: true, description: 'Which, and what.' } as const
const why = (words: string) => ({ required: true, description: `${words} At most 4,000 characters.` }) as const

const defineAccept = (builder: Builder, host: Host<Complaints>, { Category }: ComplaintEnums): void => {
  const authScopes = { permission: host.permission('complaints.handle') }
  const Input = builder.inputType('AcceptComplaintInput', {
    description: 'Which complaint, and what it is about.',
    fields: (t) => ({
      id: t.id(ID),
      words: t.string(why('What is to be looked into.')),
      category: t.field({ type: Category, description: 'What it is really about; that which was said unless told.' }),
    }),
  })
  builder.mutationField('acceptComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'AcceptComplaint', authScopes, { id: 'ID' }),
      description: 'Accepts a complaint. What is about integrity is referred instead.',
      authScopes,
      audit: STEP_ACTIONS.ACCEPT,
      args: { input: t.arg({ type: Input, ...GIVEN }) },
      resolve: (_root, { input: { id, words, category } }, context) =>
        answer(async () => {
          const changed = () => (category == null ? {} : { category })
          return takeStep(host, context, { id, step: 'ACCEPT', words: wordsOf(words, 'words'), changed })
        }),
    }),
  )
}

const defineAssign = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.handle') }
  const Input = builder.inputType('AssignComplaintInput', {
    description: 'Which complaint, and to whom.',
    fields: (t) => ({
      id: t.id(ID),
      handler: t.id({ required: true, description: 'The id of one of `complaintHandlers`.' }),
      words: t.string(why('What is to be done.')),
    }),
  })
  const assigned = (handler: string) => async (trx: Db, row: ComplaintRow, now: Date) => {
    const [known] = await handlersOf(host, trx, row, now, handler)
    if (known === undefined) throw fault('NOT_FOUND', { value: handler }, ['input', 'handler'])
    if (known.id === row.reviewedById) throw fault('CONFLICT', { detail: REVIEWER }, ['input', 'handler'])
    const { organisationId, hallId } = known
    return { handlerId: known.id, handler: known.name, handlerOrganisationId: organisationId, handlerHallId: hallId }
  }
  builder.mutationField('assignComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'AssignComplaint', authScopes, { id: 'ID' }),
      description: 'Assigns a complaint to somebody who looks into it; never to anybody with a right in the unit.',
      authScopes,
      audit: STEP_ACTIONS.ASSIGN,
      args: { input: t.arg({ type: Input, ...GIVEN }) },
      resolve: (_root, { input: { id, words, handler } }, context) =>
        answer(async () => {
          const wanted = { id, step: 'ASSIGN', words: wordsOf(words, 'words'), changed: assigned(handler) } as const
          return takeStep(host, context, wanted)
        }),
    }),
  )
}

const defineJudge = (builder: Builder, host: Host<Complaints>, { Judgement }: ComplaintEnums): void => {
  const authScopes = { permission: host.permission('complaints.judge') }
  const Input = builder.inputType('JudgeComplaintInput', {
    description: 'Which complaint, and the judgement.',
    fields: (t) => ({
      id: t.id(ID),
      judgement: t.field({ type: Judgement, required: true, description: 'The judgement.' }),
      words: t.string(why('Why.')),
    }),
  })
  builder.mutationField('judgeComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'JudgeComplaint', authScopes, { id: 'ID' }),
      description:
        'Judges a complaint: somebody else than who looked into it. One that is upheld and no suggestion raises a finding.',
      authScopes,
      audit: STEP_ACTIONS.JUDGE,
      args: { input: t.arg({ type: Input, ...GIVEN }) },
      resolve: (_root, { input: { id, words, judgement } }, context) =>
        answer(async () => {
          const wanted = { id, step: 'JUDGE', words: wordsOf(words, 'words'), changed: () => ({ judgement }) } as const
          return takeStep(host, context, wanted)
        }),
    }),
  )
}

const defineReview = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.judge') }
  const Input = builder.inputType('ReviewComplaintInput', {
    description: 'Which complaint, and what the review came to.',
    fields: (t) => ({
      id: t.id(ID),
      confirms: t.boolean({ required: true, description: 'Whether it stays; else it is looked into anew.' }),
      words: t.string(why('Why.')),
    }),
  })
  builder.mutationField('reviewComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'ReviewComplaint', authScopes, { id: 'ID' }),
      description: 'Reviews a complaint after an appeal: somebody else than who looked into it or judged it.',
      authScopes,
      audit: STEP_ACTIONS.CONFIRM,
      args: { input: t.arg({ type: Input, ...GIVEN }) },
      resolve: (_root, { input: { id, words, confirms } }, context) =>
        answer(async () => {
          const step = confirms ? 'CONFIRM' : 'OVERTURN'
          return takeStep(host, context, { id, step, words: wordsOf(words, 'words') })
        }),
    }),
  )
}

const defineRefer = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.seal') }
  const Input = builder.inputType('ReferComplaintInput', {
    description: 'Which sealed complaint, and to whom.',
    fields: (t) => ({
      id: t.id(ID),
      to: t.string({ required: true, description: 'The body that is competent; at most 200 characters.' }),
      words: t.string(why('What is referred, and by which paper.')),
    }),
  })
  builder.mutationField('referComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'ReferComplaint', authScopes, { id: 'ID' }),
      description: 'Refers a sealed complaint, as a lead about integrity 移送廉洁线索.',
      authScopes,
      audit: STEP_ACTIONS.REFER,
      args: { input: t.arg({ type: Input, ...GIVEN }) },
      resolve: (_root, { input: { id, words, to } }, context) =>
        answer(async () => {
          const referredTo = wordsOf(to, 'to', 200)
          const wanted = { id, step: 'REFER', words: wordsOf(words, 'words'), changed: () => ({ referredTo }) } as const
          return takeStep(host, context, wanted)
        }),
    }),
  )
}

const REVIEWER = {
  'zh-CN': '复核人不能承办，请另选他人。',
  en: 'Who reviewed it does not look into it: choose somebody else.',
}
