import {
  answer,
  fault,
  invalid,
  isUuid,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type PluginTransaction,
  type Reach,
  type RequestContext,
} from '@zhikong/core'
import { lockLead } from '../queries/accountability-lead.ts'
import { insertRecord, insertRecordStep, type RecordRow } from '../queries/accountability-record.ts'
import { lockCard, selectAccusedCase, selectStaff, type AccusedCard, type AccusedCase } from '../queries/accused.ts'
import type { Act } from '../contract.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { askedBy, belongsTo, numberOf, wordsOf } from './accountability-rights.ts'

const OPENED = 'efficiency.accountability.opened'

type ToOpen = {
  readonly lead?: string | null | undefined
  readonly alert?: string | null | undefined
  readonly act: Act
  readonly ground: string
  readonly citedRule: string
  readonly staff?: string | null | undefined
}

/** Writes the mutation that opens a record. */
export const defineOpenAccountability = (
  builder: Builder,
  host: Host<Efficiency>,
  { Act }: AccountabilityEnums,
): void => {
  const authScopes = { permission: host.permission('efficiency.hold') }
  const Input = builder.inputType('OpenAccountabilityInput', {
    description: 'From what, and for what: either a lead or a card is named.',
    fields: (t) => ({
      lead: t.id({ description: 'A confirmed lead.' }),
      alert: t.id({ description: 'A yellow or red card that was issued and not revoked.' }),
      act: t.field({ type: Act, required: true, description: 'For what.' }),
      ground: t.string({ required: true, description: 'What was done or left undone; at most 2,000 characters.' }),
      citedRule: t.string({ required: true, description: 'The rule that it breaks; at most 2,000 characters.' }),
      staff: t.string({ description: 'The number of the person on the register of staff, if one is accused.' }),
    }),
  })
  builder.mutationField('openAccountability', (t) =>
    t.field({
      type: resultOf(builder, 'OpenAccountability', authScopes, { id: 'ID' }),
      description: 'Opens a record of accountability from a confirmed lead or an issued card, once for each.',
      authScopes,
      audit: OPENED,
      args: { input: t.arg({ type: Input, required: true, description: 'From what, and for what.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await open(host, context, input) })),
    }),
  )
}

const open = async (
  host: Host<Efficiency>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  input: ToOpen,
): Promise<string> => {
  const principal = askedBy(context.principal)
  const [ground, citedRule] = [wordsOf(input.ground, 'ground'), wordsOf(input.citedRule, 'citedRule')]
  const at = await host.clock.now()
  return host.change(
    context,
    OPENED,
    async (trx, note) => {
      const { accused, card, leadId } = await originOf(trx, readerScope(principal), input)
      if (belongsTo(accused, principal)) throw fault('FORBIDDEN', {}, ['input'])
      const staffId = input.staff == null ? null : await selectStaff(trx, input.staff, accused)
      if (staffId === undefined) throw fault('NOT_FOUND', { value: input.staff ?? '' }, ['input', 'staff'])
      const opened = { openedById: principal.id, openedBy: principal.name, openedAt: at, state: 'OPEN' } as const
      const origin = { leadId, alertId: card?.alertId ?? null, issuedAt: card?.raisedAt ?? at }
      const row = { ...UNHEARD, ...accused, ...origin, ...opened, act: input.act, staffId, ground, citedRule }
      const id = await insertRecord(trx, row)
      if (id === undefined) throw fault('CONFLICT', { detail: TWICE }, ['input', leadId === null ? 'alert' : 'lead'])
      const by = { actorId: principal.id, actor: principal.name }
      const { scopeKey } = accused
      await insertRecordStep(trx, { recordId: id, scopeKey, at, ...by, state: 'OPEN', words: ground })
      note({
        subject: { type: 'AccountabilityRecord', id: String(id) },
        scopeKey,
        after: { act: input.act, state: 'OPEN' },
      })
      const told = { recordId: String(id), at: at.toISOString(), act: input.act, measure: null }
      await host.emit(trx, OPENED, told, accused)
      return String(id)
    },
    'engine',
  )
}

type Origin = {
  readonly accused: AccusedCase
  readonly card: AccusedCard | undefined
  readonly leadId: number | null
}

const originOf = async (trx: PluginTransaction<Efficiency>, reach: Reach, input: ToOpen): Promise<Origin> => {
  if ((input.lead == null) === (input.alert == null)) throw invalid(ONE, ['input'])
  const lead = input.lead == null ? null : await lockLead(trx, reach, numberOf(input.lead, 'lead'))
  if (lead === undefined) throw fault('NOT_FOUND', { value: input.lead ?? '' }, ['input', 'lead'])
  if (lead !== null && lead.state !== 'CONFIRMED') throw fault('CONFLICT', { detail: UNCONFIRMED }, ['input', 'lead'])
  const alertId = lead === null ? input.alert : lead.alertId
  const card = alertId != null && isUuid(alertId) ? await lockCard(trx, reach, alertId) : undefined
  const value = input.lead ?? input.alert ?? ''
  const path = ['input', lead === null ? 'alert' : 'lead']
  if (lead === null && card === undefined) throw fault('NOT_FOUND', { value }, path)
  const bad =
    card !== undefined && (card.state === 'REVOKED' || card.state === 'TO_CONFIRM' || card.level === 'WARNING')
  if (bad) throw fault('CONFLICT', { detail: NO_CARD }, path)
  const key = lead ?? card
  const accused = key === undefined ? undefined : await selectAccusedCase(trx, reach, key)
  if (accused === undefined) throw fault('NOT_FOUND', { value }, path)
  return { accused, card, leadId: lead?.id ?? null }
}

/** A record that nobody was heard about yet. */
export const UNHEARD = {
  hearing: null,
  heardAt: null,
  statement: null,
  measure: null,
  decisionNumber: null,
  decidedById: null,
  decidedBy: null,
  decidedAt: null,
  servedAt: null,
  carriedOutAt: null,
  outcome: null,
} as const satisfies Partial<RecordRow>

const ONE = { 'zh-CN': '请指定线索或卡片之一。', en: 'Name either a lead or a card.' }
const UNCONFIRMED = { 'zh-CN': '线索须先由他人核实属实。', en: 'The lead must be confirmed by somebody else first.' }
const NO_CARD = {
  'zh-CN': '只能依据已发出且未撤销的黄牌或红牌追责。',
  en: 'Only a yellow or red card that was issued and not revoked holds to account.',
}
const TWICE = { 'zh-CN': '已就此立案。', en: 'There is a record about this already.' }
