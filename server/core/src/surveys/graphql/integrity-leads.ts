import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, pageOf, pageSize } from '../../graphql/connections.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import {
  countIntegrityLeads,
  lockIntegrityLead,
  selectIntegrityLeads,
  updateIntegrityLead,
  type IntegrityLeadRow,
} from '../queries/return-visit.ts'
import type { Surveys } from '../tables.ts'
import { askedCaseFields } from './call-type.ts'
import type { SurveyEnums } from './enums.ts'
import { selectVisitorOf } from '../queries/sampled-case.ts'
import { askedBy, cursorOf, idOf, seen, visible, wordsOf } from './rights.ts'

const DECIDED = 'surveys.lead.decided'

/** Writes leads about integrity: for those who refer them, and nobody else. */
export const defineIntegrityLeads = (builder: Builder, host: Host<Surveys>, { LeadState }: SurveyEnums): void => {
  const authScopes = { permission: host.permission('surveys.refer') }
  const Lead = defineLead(builder, host, LeadState)
  const Connection = connectionOf(builder, 'IntegrityLead', Lead, authScopes)
  builder.queryField('integrityLeads', (t) =>
    t.field({
      type: Connection,
      description: 'Leads about integrity of a region, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: LeadState, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectIntegrityLeads(trx, reach, state, page)
            return pageOf(rows, { first: size, after, total: await countIntegrityLeads(trx, reach, state), cursorOf })
          },
          within,
        )
      },
    }),
  )
  const Input = builder.inputType('DecideIntegrityLeadInput', {
    description: 'What becomes of a lead.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      refer: t.boolean({ required: true, description: 'True refers it, false dismisses it.' }),
      words: t.string({ required: true, description: 'To whom, or why not; at most 1,000 characters.' }),
    }),
  })
  builder.mutationField('decideIntegrityLead', (t) =>
    t.field({
      type: resultOf(builder, 'DecideIntegrityLead', authScopes, { id: 'ID' }),
      description:
        'Refers a lead to whoever is competent, or dismisses it with a reason; within a working day, and never by who wrote the answers down.',
      authScopes,
      audit: DECIDED,
      args: { input: t.arg({ type: Input, required: true, description: 'What becomes of it.' }) },
      resolve: (_root, { input }, context) => answer(() => decide(host, context, input)),
    }),
  )
}

const defineLead = (builder: Builder, host: Host<Surveys>, LeadState: SurveyEnums['LeadState']) => {
  const case_ = askedCaseFields(host)
  return builder.objectRef<IntegrityLeadRow>('IntegrityLead').implement({
    access: { permission: host.permission('surveys.refer') },
    description: 'An answer that speaks of favours asked or duties shirked. Nobody of the unit knows of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      callId: t.exposeID('sampledCaseId', { description: 'The call in which it was said.' }),
      caseId: t.id({ description: 'The case.', resolve: case_.caseId }),
      matter: t.field({ type: 'Matter', nullable: true, description: 'Its matter.', resolve: case_.matter }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'Its hall.', resolve: case_.hall }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation that decided.',
        resolve: case_.organisation,
      }),
      openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it was said.' }),
      state: t.expose('state', { type: LeadState, description: 'What became of it.' }),
      words: t.exposeString('words', { nullable: true, description: 'To whom it was referred, or why not.' }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
      decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'By whom.' }),
    }),
  })
}

type Decided = { readonly id: string; readonly refer: boolean; readonly words: string }

const decide = async (
  host: Host<Surveys>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, refer, words: written }: Decided,
) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(written, 'words')
  const now = await host.clock.now()
  return host.change(
    context,
    DECIDED,
    async (trx, note) => {
      const lead = visible(await lockIntegrityLead(trx, readerScope(principal), idOf(id)), principal, id)
      if (lead.state !== 'OPEN') throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
      if ((await selectVisitorOf(trx, lead.sampledCaseId)) === principal.id)
        throw fault('CONFLICT', { detail: SAME }, ['input', 'id'])
      const state = refer ? 'REFERRED' : 'DISMISSED'
      const by = { decidedAt: now, decidedById: principal.id, decidedBy: principal.name }
      await updateIntegrityLead(trx, id, { state, words, ...by })
      await host.clocks.close(trx, { clock: 'survey-referral', id }, now)
      const subject = { type: 'IntegrityLead', id }
      note({
        subject,
        scopeKey: lead.scopeKey,
        before: { state: lead.state },
        after: { state },
        reason: words.slice(0, 200),
      })
      return { id }
    },
    'engine',
  )
}

const TWICE = { 'zh-CN': '该线索已处理。', en: 'The lead was decided already.' }
const SAME = {
  'zh-CN': '您记录了这次回访的回答，线索由另一人决定。',
  en: 'You wrote the answers of this call down: somebody else decides on the lead.',
}
