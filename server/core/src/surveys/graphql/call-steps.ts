import { randomBytes } from 'node:crypto'
import { digest } from '../../access/tokens.ts'
import { readerScope } from '../../access/scope.ts'
import type { NoteChange } from '../../access/audit/change.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { surveyOf } from '../declared.ts'
import { lockCampaign, type CampaignRow, type Db } from '../queries/campaign.ts'
import { lockSampledCase, updateSampledCase, type SampledCaseRow } from '../queries/sampled-case.ts'
import { recordAnswers } from '../record-answers.ts'
import type { GivenAnswer } from '../rules/answers.ts'
import type { ContactOutcome } from '../sampled-case.ts'
import type { Surveys } from '../tables.ts'
import { answersIn, type AnswerInput } from './answer-input.ts'
import type { SurveyEnums } from './enums.ts'
import { askedBy, idOf, visible } from './rights.ts'

const CONTACTED = 'surveys.contact.recorded'
const ANSWERED = 'surveys.answers.recorded'
const LINKED = 'surveys.link.issued'

/** What tokens of links are signed for. */
export const LINK = 'answer'
const LINK_BYTES = 24
/** How long a link can be answered. */
const LINK_DAYS = 14
const DAY_MS = 86_400_000

type Context = Pick<RequestContext, 'principal' | 'change'>
type Types = Pick<SurveyEnums, 'Outcome'> & { readonly Answer: AnswerInput }

/** Writes what a visitor does with a call: write down that nobody answered, or the answers, or give out a link. */
export const defineCallSteps = (builder: Builder, host: Host<Surveys>, { Outcome, Answer }: Types): void => {
  const authScopes = { permission: host.permission('surveys.visit') }
  const Contact = builder.inputType('RecordSurveyContactInput', {
    description: 'A try that brought no answers.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the call.' }),
      outcome: t.field({ type: Outcome, required: true, description: 'What became of it; not ANSWERED.' }),
    }),
  })
  const Answers = builder.inputType('RecordSurveyAnswersInput', {
    description: 'What somebody said at the telephone.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the call.' }),
      answers: t.field({ type: [Answer], required: true, description: 'Every question but words must be answered.' }),
    }),
  })
  const Link = builder.inputType('IssueSurveyLinkInput', {
    description: 'For whom a link is.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the call.' }) }),
  })
  builder.mutationFields((t) => ({
    recordSurveyContact: t.field({
      type: resultOf(builder, 'RecordSurveyContact', authScopes, { id: 'ID' }),
      description:
        'Writes down that somebody was asked and did not answer. May be asked again until the campaign ends.',
      authScopes,
      audit: CONTACTED,
      args: { input: t.arg({ type: Contact, required: true, description: 'What became of it.' }) },
      resolve: (_root, { input }, context) => answer(() => contact(host, context, input)),
    }),
    recordSurveyAnswers: t.field({
      type: resultOf(builder, 'RecordSurveyAnswers', authScopes, { id: 'ID' }),
      description: 'Writes down answers, once. What is unhappy about them opens a return visit within a limit.',
      authScopes,
      audit: ANSWERED,
      args: { input: t.arg({ type: Answers, required: true, description: 'What was answered.' }) },
      resolve: (_root, { input }, context) => answer(() => record(host, context, input)),
    }),
    issueSurveyLink: t.field({
      type: resultOf(builder, 'IssueSurveyLink', authScopes, { token: 'String', expiresAt: 'DateTime' }),
      description: `Makes the link by which somebody answers without a visitor, at /survey/<token>: once, within ${LINK_DAYS} days. It is told here and nowhere else, and takes the place of the one before.`,
      authScopes,
      audit: LINKED,
      args: { input: t.arg({ type: Link, required: true, description: 'For whom.' }) },
      resolve: (_root, { input }, context) => answer(() => issueLink(host, context, input.id)),
    }),
  }))
}

type Open = {
  readonly trx: Db
  readonly sampled: SampledCaseRow
  readonly campaign: CampaignRow
  readonly principal: Principal
  readonly note: NoteChange
  readonly now: Date
}

/** Does something with a call that is open, of a campaign under way, by somebody who is not of the unit asked about. */
const withOpenCall = async <T>(
  host: Host<Surveys>,
  context: Context,
  { id, action }: { readonly id: string; readonly action: string },
  work: (open: Open) => Promise<T>,
): Promise<T> => {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    action,
    async (trx, note) => {
      const reach = readerScope(principal)
      const sampled = visible(await lockSampledCase(trx, reach, idOf(id)), principal, id)
      const campaign = await lockCampaign(trx, reach, sampled.campaignId)
      if (campaign?.state !== 'RUNNING') throw fault('CONFLICT', { detail: ENDED }, ['input', 'id'])
      if (sampled.outcome === 'ANSWERED') throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
      if (sampled.ineligible) throw fault('CONFLICT', { detail: NOBODY }, ['input', 'id'])
      return work({ trx, sampled, campaign, principal, note, now })
    },
    'engine',
  )
}

const contact = (
  host: Host<Surveys>,
  context: Context,
  { id, outcome }: { readonly id: string; readonly outcome: ContactOutcome },
) => {
  if (outcome === 'ANSWERED') throw invalid(WITH_ANSWERS, ['input', 'outcome'])
  return withOpenCall(host, context, { id, action: CONTACTED }, async (open) => {
    const { trx, sampled, campaign, principal, note, now } = open
    const tries = sampled.tries + 1
    const visitor = { visitorId: principal.id, visitor: principal.name }
    await updateSampledCase(trx, id, { outcome, tries, triedAt: now, ...visitor })
    const before = { outcome: sampled.outcome, tries: sampled.tries }
    note({ subject: { type: 'SurveyCall', id }, scopeKey: campaign.scopeKey, before, after: { outcome, tries } })
    return { id }
  })
}

const record = (
  host: Host<Surveys>,
  context: Context,
  { id, answers: given }: { readonly id: string; readonly answers: readonly GivenAnswer[] },
) =>
  withOpenCall(host, context, { id, action: ANSWERED }, async ({ trx, sampled, campaign, principal, note, now }) => {
    const answers = answersIn(surveyOf(host.surveys, campaign), given)
    const visitor = { id: principal.id, name: principal.name }
    await recordAnswers(host, trx, { campaign, sampled, answers, by: 'TELEPHONE', visitor, at: now })
    // What was said stands in the answers alone: the log is read by more people than they are for.
    const after = { outcome: 'ANSWERED' }
    note({
      subject: { type: 'SurveyCall', id },
      scopeKey: campaign.scopeKey,
      before: { outcome: sampled.outcome },
      after,
    })
    return { id }
  })

const issueLink = (host: Host<Surveys>, context: Context, id: string) =>
  withOpenCall(host, context, { id, action: LINKED }, async ({ trx, campaign, note, now }) => {
    const token = host.tokens.sign(LINK, randomBytes(LINK_BYTES))
    const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS)
    await updateSampledCase(trx, id, { linkDigest: digest(token), linkExpiresAt: expiresAt })
    const after = { expiresAt: expiresAt.toISOString() }
    note({ subject: { type: 'SurveyCall', id }, scopeKey: campaign.scopeKey, after })
    return { token, expiresAt }
  })

const ENDED = { 'zh-CN': '调查未在进行中。', en: 'The campaign is not under way.' }
const TWICE = { 'zh-CN': '已有回答，不能更改。', en: 'It was answered already, and stays so.' }
const NOBODY = { 'zh-CN': '没有可联系的电话。', en: 'Nobody can be asked: no telephone is known.' }
const WITH_ANSWERS = {
  'zh-CN': '已应答的请登记回答内容。',
  en: 'Write down the answers of whoever answered.',
}
