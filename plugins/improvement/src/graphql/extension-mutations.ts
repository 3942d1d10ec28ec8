import {
  answer,
  fault,
  invalid,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type RequestContext,
} from '@zhikong/core'
import { limitsOf } from '../handlers/begin-round.ts'
import { deltasOf } from '../handlers/move-rectification.ts'
import { decideExtension, insertExtension, lockExtension } from '../queries/extension.ts'
import { updateRectification, type RectificationRow } from '../queries/rectification.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { RectificationState } from '../contract.ts'
import type { Improvement } from '../tables.ts'
import { askedBy, belongsTo, wordsOf } from './asked.ts'
import { lockWithin } from './take-step.ts'

const ASKED = 'improvement.extension.asked'
const DECIDED = 'improvement.extension.decided'
const MOST_DAYS = 60
const UNDER_WAY: ReadonlySet<RectificationState> = new Set(['ASSIGNED', 'REOPENED', 'ACCEPTED', 'PLANNED'])

/** Writes how more time is asked for, and decided by somebody else (7-b). */
export const defineExtensions = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('AskExtensionInput', {
    description: 'How much more time, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      days: t.int({ required: true, description: 'Working days after the due date, 1 to 60.' }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('askExtension', (t) =>
    t.field({
      type: resultOf(builder, 'AskExtension', authScopes, { id: 'ID' }),
      description: 'The unit asks for more time; nothing changes before somebody else has approved it.',
      authScopes,
      audit: ASKED,
      args: { input: t.arg({ type: Input, required: true, description: 'How much more time, and why.' }) },
      resolve: (_root, { input }, context) => answer(async () => ask(host, context, input)),
    }),
  )
  defineDecision(builder, host)
}

type Asking = { readonly id: string; readonly days: number; readonly reason: string }
type Context = Pick<RequestContext, 'principal' | 'change'>

const ask = async (host: Host<Improvement>, context: Context, { id, days, reason: said }: Asking) => {
  const principal = askedBy(context.principal)
  const reason = wordsOf(said, 'reason')
  if (!(days >= 1 && days <= MOST_DAYS)) throw invalid(DAYS, ['input', 'days'])
  const askedAt = await host.clock.now()
  return host.change(
    context,
    ASKED,
    async (trx, note) => {
      const row = await lockWithin(trx, principal, id)
      if (!UNDER_WAY.has(row.state)) throw fault('CONFLICT', { detail: NOT_UNDER_WAY }, ['input', 'id'])
      const { areaCode, regionId, scopeKey, organisationId, hallId } = row
      const by = { askedAt, askedById: principal.id, askedBy: principal.name }
      const place = { areaCode, regionId, scopeKey, organisationId, hallId }
      const kept = await insertExtension(trx, {
        ...place,
        ...by,
        rectificationId: row.id,
        days,
        reason,
        state: 'ASKED',
      })
      if (!kept) throw fault('CONFLICT', { detail: WAITS }, ['input', 'id'])
      note({ subject: { type: 'Rectification', id: row.id }, scopeKey, after: { extensionDays: days }, reason })
      return { id: row.id }
    },
    'engine',
  )
}

const defineDecision = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.supervise') }
  const Input = builder.inputType('DecideExtensionInput', {
    description: 'Whether more time is given.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      approve: t.boolean({ required: true, description: 'Approve it, or refuse it.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('decideExtension', (t) =>
    t.field({
      type: resultOf(builder, 'DecideExtension', authScopes, { id: 'ID' }),
      description: 'Approves or refuses more time: somebody else than who asked, who is not of the unit.',
      authScopes,
      audit: DECIDED,
      args: { input: t.arg({ type: Input, required: true, description: 'Whether more time is given.' }) },
      resolve: (_root, { input }, context) => answer(async () => decide(host, context, input)),
    }),
  )
}

type Deciding = { readonly id: string; readonly approve: boolean; readonly words: string }

const decide = async (host: Host<Improvement>, context: Context, { id, approve, words: said }: Deciding) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(said, 'words')
  const decidedAt = await host.clock.now()
  return host.change(
    context,
    DECIDED,
    async (trx, note) => {
      const row = await lockWithin(trx, principal, id)
      const asked = await lockExtension(trx, readerScope(principal), row.id)
      if (asked === undefined) throw fault('CONFLICT', { detail: NONE_WAITS }, ['input', 'id'])
      const isOwn = belongsTo(row, principal) || asked.askedById === principal.id
      if (isOwn) throw fault('FORBIDDEN', { detail: ANOTHER }, ['input', 'id'])
      const state = approve ? 'APPROVED' : 'REFUSED'
      const by = { decidedAt, decidedById: principal.id, decidedBy: principal.name }
      await decideExtension(trx, asked.id, { ...by, state, words })
      if (approve) await giveTime(host, trx, row, asked.days)
      note({
        subject: { type: 'Rectification', id: row.id },
        scopeKey: row.scopeKey,
        after: { extension: state },
        reason: words,
      })
      return { id: row.id }
    },
    'engine',
  )
}

type Db = Parameters<typeof lockWithin>[0]

const giveTime = async (host: Host<Improvement>, trx: Db, row: RectificationRow, days: number): Promise<void> => {
  if (row.due === null || !UNDER_WAY.has(row.state)) return
  const { calendar } = await limitsOf(host, trx, row)
  const due = workingDaysAfter(calendar, row.due, days)
  const stepDue = row.state === 'PLANNED' ? due : row.stepDue
  const after = await updateRectification(trx, row.id, { due, stepDue, extended: true })
  await host.addDeltas(trx, [...deltasOf(row, -1), ...deltasOf(after, 1)])
  await host.clocks.change(trx, { clock: 'rectification-finish', id: row.roundId }, { terms: { due } })
}

const DAYS = { 'zh-CN': `延期须为 1 至 ${MOST_DAYS} 个工作日。`, en: `It is 1 to ${MOST_DAYS} working days.` }
const NOT_UNDER_WAY = { 'zh-CN': '整改完成前才能申请延期。', en: 'More time can be asked for until it is done.' }
const WAITS = { 'zh-CN': '已有延期申请待审批。', en: 'More time was asked for already, and waits for a decision.' }
const NONE_WAITS = { 'zh-CN': '没有待审批的延期申请。', en: 'No extension waits for a decision.' }
const ANOTHER = {
  'zh-CN': '延期须由整改单位以外的他人审批。',
  en: 'Somebody else, who is not of the unit, decides about more time.',
}
