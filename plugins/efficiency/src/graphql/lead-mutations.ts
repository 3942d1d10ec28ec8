import {
  answer,
  decodeCaseId,
  fault,
  isUuid,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type RequestContext,
} from '@zhikong/core'
import { insertLead, judgeLead, lockLead } from '../queries/accountability-lead.ts'
import { lockCard, selectAccusedCase } from '../queries/accused.ts'
import type { Trigger, Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { askedBy, belongsTo, numberOf, wordsOf } from './accountability-rights.ts'
import { detectLeads, LEADS_DETECTED, UNJUDGED } from './detect-leads.ts'

const PROPOSED = 'efficiency.accountability-lead.proposed'
const JUDGED = 'efficiency.accountability-lead.judged'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes the mutations that propose, detect and judge leads. */
export const defineLeadMutations = (
  builder: Builder,
  host: Host<Efficiency>,
  { Trigger }: AccountabilityEnums,
): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const Propose = builder.inputType('ProposeAccountabilityLeadInput', {
    description: 'A suspected act.',
    fields: (t) => ({
      case: t.id({ required: true, description: 'The case that it is about.' }),
      alert: t.id({ description: 'A card of that case, if it is about one.' }),
      trigger: t.field({ type: Trigger, required: true, description: 'What gives rise to it.' }),
      words: t.string({ required: true, description: 'What is suspected; at most 2,000 characters.' }),
      evidence: t.string({ description: 'What shows it; at most 2,000 characters.' }),
    }),
  })
  const Judge = builder.inputType('JudgeAccountabilityLeadInput', {
    description: 'What somebody judges of a lead.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its number.' }),
      confirm: t.boolean({ required: true, description: 'True confirms it, false dismisses it.' }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  const Detect = builder.inputType('DetectAccountabilityLeadsInput', {
    description: 'Where to look.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last; at most 400 days.' }),
    }),
  })
  builder.mutationFields((t) => ({
    proposeAccountabilityLead: t.field({
      type: resultOf(builder, 'ProposeAccountabilityLead', authScopes, { id: 'ID' }),
      description: 'Proposes a suspected act, once per case and trigger. Somebody else confirms or dismisses it.',
      authScopes,
      audit: PROPOSED,
      args: { input: t.arg({ type: Propose, required: true, description: 'What is suspected.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await propose(host, context, input) })),
    }),
    judgeAccountabilityLead: t.field({
      type: resultOf(builder, 'JudgeAccountabilityLead', authScopes, { id: 'ID' }),
      description: 'Confirms or dismisses a lead that somebody else found.',
      authScopes,
      audit: JUDGED,
      args: { input: t.arg({ type: Judge, required: true, description: 'What is judged of it.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await judge(host, context, input) })),
    }),
    detectAccountabilityLeads: t.field({
      type: resultOf(builder, 'DetectAccountabilityLeads', authScopes, { proposed: 'Int' }),
      description:
        'Looks through the cases of a period for steps overdue though the whole was in time, cases sent up late and returned without a reason, and proposes leads; at most 200 of each at once. Asked again, it finds what is left.',
      authScopes,
      audit: LEADS_DETECTED,
      args: { input: t.arg({ type: Detect, required: true, description: 'Where to look.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ proposed: await detectLeads(host, context, input) })),
    }),
  }))
}

type ToPropose = {
  readonly case: string
  readonly alert?: string | null | undefined
  readonly trigger: Trigger
  readonly words: string
  readonly evidence?: string | null | undefined
}

const propose = async (host: Host<Efficiency>, context: Context, input: ToPropose): Promise<string> => {
  const principal = askedBy(context.principal)
  const words = wordsOf(input.words, 'words')
  const evidence = input.evidence == null || input.evidence.trim() === '' ? null : wordsOf(input.evidence, 'evidence')
  const reach = readerScope(principal)
  const foundAt = await host.clock.now()
  return host.change(
    context,
    PROPOSED,
    async (trx, note) => {
      const key = decodeCaseId(input.case)
      const accused = key === null ? undefined : await selectAccusedCase(trx, reach, key)
      if (accused === undefined) throw fault('NOT_FOUND', { value: input.case }, ['input', 'case'])
      const alertId = input.alert ?? null
      const card = alertId !== null && isUuid(alertId) ? await lockCard(trx, reach, alertId) : undefined
      if (alertId !== null && card?.caseId !== accused.caseId) {
        throw fault('NOT_FOUND', { value: alertId }, ['input', 'alert'])
      }
      const { acceptedAt: _acceptedAt, ...place } = accused
      const found = { foundById: principal.id, foundBy: principal.name, foundAt, state: 'PROPOSED' } as const
      const row = { ...place, alertId, trigger: input.trigger, words, evidence, ...found, ...UNJUDGED }
      const id = await insertLead(trx, row)
      if (id === undefined) throw fault('CONFLICT', { detail: TWICE }, ['input', 'trigger'])
      const subject = { type: 'AccountabilityLead', id: String(id) }
      note({ subject, scopeKey: place.scopeKey, after: { trigger: input.trigger, state: 'PROPOSED' } })
      return String(id)
    },
    'engine',
  )
}

type ToJudge = { readonly id: string; readonly confirm: boolean; readonly reason: string }

const judge = async (host: Host<Efficiency>, context: Context, input: ToJudge): Promise<string> => {
  const principal = askedBy(context.principal)
  const reason = wordsOf(input.reason, 'reason')
  const judgedAt = await host.clock.now()
  return host.change(
    context,
    JUDGED,
    async (trx, note) => {
      const lead = await lockLead(trx, readerScope(principal), numberOf(input.id, 'id'))
      if (lead === undefined) throw fault('NOT_FOUND', { value: input.id }, ['input', 'id'])
      if (lead.state !== 'PROPOSED') throw fault('CONFLICT', { detail: JUDGED_ALREADY }, ['input', 'id'])
      if (lead.foundById === principal.id) throw fault('FORBIDDEN', { detail: OWN_LEAD }, ['input', 'id'])
      if (belongsTo(lead, principal)) throw fault('FORBIDDEN', {}, ['input', 'id'])
      const state = input.confirm ? 'CONFIRMED' : 'DISMISSED'
      await judgeLead(trx, lead.id, { state, judgedById: principal.id, judgedBy: principal.name, judgedAt, reason })
      const subject = { type: 'AccountabilityLead', id: input.id }
      note({ subject, scopeKey: lead.scopeKey, before: { state: lead.state }, after: { state }, reason })
      return input.id
    },
    'engine',
  )
}

const TWICE = { 'zh-CN': '该办件的这类线索已有记录。', en: 'There is a lead of this kind for the case.' }
const JUDGED_ALREADY = { 'zh-CN': '该线索已核实过。', en: 'The lead was judged already.' }
const OWN_LEAD = {
  'zh-CN': '不能核实自己提出的线索，请由他人核实。',
  en: 'A lead is judged by somebody else than who found it.',
}
