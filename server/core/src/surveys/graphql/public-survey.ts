import { digest } from '../../access/tokens.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import { createKeyDoor, type PublicDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import { surveyOf } from '../declared.ts'
import { lockCampaign, type CampaignRow, type Db } from '../queries/campaign.ts'
import { lockByLink, type SampledCaseRow } from '../queries/sampled-case.ts'
import { recordAnswers } from '../record-answers.ts'
import type { GivenAnswer } from '../rules/answers.ts'
import type { SurveyDeclaration } from '../survey.ts'
import type { Surveys } from '../tables.ts'
import { answersIn, type AnswerInput } from './answer-input.ts'
import { LINK } from './call-steps.ts'
import type { defineSurvey } from './survey-type.ts'

type State = 'OPEN' | 'ANSWERED' | 'EXPIRED'
type PublicSurvey = { readonly survey: SurveyDeclaration; readonly state: State; readonly sampled: SampledCaseRow }
type Types = Pick<ReturnType<typeof defineSurvey>, 'Question'> & { readonly Answer: AnswerInput }

const EVERYWHERE = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null } as const

/** Writes what the person behind a link asks and answers, without an account. */
export const definePublicSurvey = (builder: Builder, host: Host<Surveys>, { Question, Answer }: Types): void => {
  const door = createKeyDoor((token) => host.tokens.read(LINK, token) !== null)
  const StateEnum = builder.enumType('PublicSurveyState', {
    description: 'Where a link stands.',
    values: {
      OPEN: { description: 'It can be answered.' },
      ANSWERED: { description: 'It was answered.' },
      EXPIRED: { description: 'It can be answered no more.' },
    },
  })
  const Survey = builder.objectRef<PublicSurvey>('PublicSurvey').implement({
    access: { open: true },
    description: 'A survey as the person sees it who is asked: nothing of who they are.',
    fields: (t) => ({
      title: t.string({
        description: 'What it is called.',
        resolve: ({ survey }, _args, { language }) => survey.title[language],
      }),
      state: t.expose('state', { type: StateEnum, description: 'Whether it can be answered.' }),
      matter: t.string({
        nullable: true,
        description: 'What they applied for.',
        resolve: async ({ sampled }) => (await host.registers()).index.matterById.get(sampled.matterId)?.name,
      }),
      hall: t.string({
        nullable: true,
        description: 'In which hall.',
        resolve: async ({ sampled }) => (await host.registers()).index.hallById.get(sampled.caseHallId)?.name,
      }),
      questions: t.field({
        type: [Question],
        description: 'What is asked; nothing when it can be answered no more.',
        resolve: ({ survey, state }) => (state === 'OPEN' ? [...survey.questions] : []),
      }),
    }),
  })
  builder.queryField('publicSurvey', (t) =>
    t.field({
      type: Survey,
      nullable: true,
      description: 'The survey behind a link; null for a token that leads nowhere.',
      authScopes: { open: true },
      args: { token: t.arg.string({ required: true, description: 'The token of the link.' }) },
      resolve: async (_root, { token }, context) => {
        await door.pass(context, token)
        return host.withScope({ mode: 'engine' }, (trx) => behind(host, trx, token))
      },
    }),
  )
  defineAnswerSurvey(builder, host, Answer, door)
}

const defineAnswerSurvey = (builder: Builder, host: Host<Surveys>, Answer: AnswerInput, door: PublicDoor): void => {
  const Input = builder.inputType('AnswerSurveyInput', {
    description: 'Answers to a survey.',
    fields: (t) => ({
      token: t.string({ required: true, description: 'The token of the link.' }),
      answers: t.field({ type: [Answer], required: true, description: 'Every question but words must be answered.' }),
    }),
  })
  builder.mutationField('answerSurvey', (t) =>
    t.field({
      type: resultOf(builder, 'AnswerSurvey', { open: true }, { thanks: 'Boolean' }),
      description: 'Answers a survey by its link, once.',
      authScopes: { open: true },
      audit: { none: 'Whoever answers has no account; the answers name the link that they came by.' },
      args: { input: t.arg({ type: Input, required: true, description: 'What is answered.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          await door.pass(context, input.token)
          return answerByLink(host, input)
        }),
    }),
  )
}

const answerByLink = async (
  host: Host<Surveys>,
  { token, answers: given }: { readonly token: string; readonly answers: readonly GivenAnswer[] },
) => {
  const at = await host.clock.now()
  return host.withScope({ mode: 'engine' }, async (trx) => {
    const found = await behind(host, trx, token)
    if (found === null) throw fault('NOT_FOUND', { value: '…' }, ['input', 'token'])
    const { sampled, campaign, survey, state } = found
    if (state !== 'OPEN')
      throw fault('CONFLICT', { detail: state === 'ANSWERED' ? ANSWERED : EXPIRED }, ['input', 'token'])
    const answers = answersIn(survey, given)
    await recordAnswers(host, trx, { campaign, sampled, answers, by: 'LINK', visitor: null, at })
    return { thanks: true }
  })
}

type Found = PublicSurvey & { readonly campaign: CampaignRow }

/** What a token leads to, held until the transaction ends so that of two answers one comes second. */
const behind = async (host: Host<Surveys>, trx: Db, token: string): Promise<Found | null> => {
  if (host.tokens.read(LINK, token) === null) return null
  const sampled = await lockByLink(trx, digest(token))
  const campaign = sampled === undefined ? undefined : await lockCampaign(trx, EVERYWHERE, sampled.campaignId)
  if (sampled === undefined || campaign === undefined) return null
  const now = await host.clock.now()
  const isOver = campaign.state !== 'RUNNING' || sampled.linkExpiresAt === null || sampled.linkExpiresAt <= now
  const state = sampled.outcome === 'ANSWERED' ? 'ANSWERED' : isOver ? 'EXPIRED' : 'OPEN'
  return { sampled, campaign, survey: surveyOf(host.surveys, campaign), state }
}

const ANSWERED = { 'zh-CN': '已收到回答，感谢您的参与。', en: 'It was answered already. Thank you.' }
const EXPIRED = { 'zh-CN': '调查已结束，感谢您的关注。', en: 'The survey is over. Thank you.' }
