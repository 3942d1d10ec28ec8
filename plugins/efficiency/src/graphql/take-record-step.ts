import { fault, invalid, readerScope, type Host, type Principal, type RequestContext } from '@zhikong/core'
import { insertRecordStep, lockRecord, updateRecord, type RecordRow } from '../queries/accountability-record.ts'
import { lockCard } from '../queries/accused.ts'
import { mayStep, type RecordStep } from '../rules/accountability.ts'
import type { Efficiency } from '../tables.ts'
import { askedBy, belongsTo, mayTake, numberOf } from './accountability-rights.ts'

/** The actions in the audit log. */
export const STEP_ACTIONS = {
  HEARD: 'efficiency.accountability.heard',
  DECIDED: 'efficiency.accountability.decided',
  CARRIED_OUT: 'efficiency.accountability.carried-out',
  CLOSED: 'efficiency.accountability.closed',
  WITHDRAWN: 'efficiency.accountability.withdrawn',
} as const satisfies Readonly<Record<RecordStep, string>>

type Wanted = {
  readonly id: string
  readonly step: RecordStep
  readonly changed: Partial<Omit<RecordRow, 'id' | 'cardRevoked'>>
  readonly words: string
  /** When it happened, for what is written down afterwards; in `input.at`. */
  readonly at?: Date
}

/**
 * Takes a record one step on, with its trail, audit entry and event.
 * @throws Fault NOT_FOUND out of reach, CONFLICT when the step is not open, FORBIDDEN for the unit accused and for a
 * decision by who opened it, INVALID_INPUT for an instant that cannot be
 */
export async function takeRecordStep(
  host: Host<Efficiency>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  wanted: Wanted,
): Promise<{ readonly id: string }> {
  const principal = askedBy(context.principal)
  const { id, step, words } = wanted
  const now = await host.clock.now()
  return host.change(
    context,
    STEP_ACTIONS[step],
    async (trx, note) => {
      const reach = readerScope(principal)
      const record = await lockRecord(trx, reach, numberOf(id, 'id'))
      if (record === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      checkStep(record, wanted, principal, now)
      const card = record.alertId === null ? undefined : await lockCard(trx, reach, record.alertId)
      const measure = wanted.changed.measure ?? record.measure
      if (step === 'DECIDED' && card?.state === 'REVOKED' && measure !== 'NONE') {
        throw fault('CONFLICT', { detail: REVOKED }, ['input', 'measure'])
      }
      const { id: actorId, name: actor } = principal
      const decided = step === 'DECIDED' ? { decidedById: actorId, decidedBy: actor, decidedAt: now } : {}
      await updateRecord(trx, record.id, { ...wanted.changed, ...decided, state: step })
      const { scopeKey } = record
      await insertRecordStep(trx, { recordId: record.id, scopeKey, at: now, actorId, actor, state: step, words })
      const after = { state: step, ...(step === 'DECIDED' && { measure }) }
      const subject = { type: 'AccountabilityRecord', id }
      note({ subject, scopeKey, before: { state: record.state }, after, reason: step === 'DECIDED' ? words : null })
      if (step === 'DECIDED' || step === 'CLOSED') {
        const told = { recordId: id, at: now.toISOString(), act: record.act, measure }
        await host.emit(trx, STEP_ACTIONS[step], told, record)
      }
      return { id }
    },
    'engine',
  )
}

const checkStep = (
  record: Omit<RecordRow, 'cardRevoked'>,
  { step, changed, at }: Wanted,
  principal: Principal,
  now: Date,
): void => {
  if (belongsTo(record, principal)) throw fault('FORBIDDEN', { detail: ACCUSED }, ['input', 'id'])
  if (!mayStep(record.state, step, record.measure)) {
    const detail = step === 'DECIDED' && record.state === 'OPEN' ? UNHEARD : NOT_OPEN
    throw fault('CONFLICT', { detail }, ['input', 'id'])
  }
  if (!mayTake(record, step, principal)) throw fault('FORBIDDEN', { detail: OPENER }, ['input', 'id'])
  if (at !== undefined && at > now) throw invalid(FUTURE, ['input', 'at'])
  const { servedAt } = changed
  if (servedAt == null) return
  if (at !== undefined && servedAt > at) throw invalid(SERVED, ['input', 'servedAt'])
  if (record.decidedAt !== null && servedAt < record.decidedAt) throw invalid(SERVED, ['input', 'servedAt'])
}

const ACCUSED = { 'zh-CN': '被追责单位的人员不能办理。', en: 'The unit that is accused cannot do this.' }
const OPENER = { 'zh-CN': '立案人不能作出决定，请由他人决定。', en: 'Who opened it cannot decide about it.' }
const UNHEARD = {
  'zh-CN': '须先听取陈述申辩，或取得书面放弃。',
  en: 'Before a decision there is a hearing, or a written waiver.',
}
const NOT_OPEN = { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' }
const REVOKED = {
  'zh-CN': '卡片已撤销，只能决定不予追责。',
  en: 'The card was revoked: only not to hold to account can be decided.',
}
const FUTURE = { 'zh-CN': '时间不能晚于现在。', en: 'It cannot lie in the future.' }
const SERVED = {
  'zh-CN': '送达时间须在决定之后、执行之前。',
  en: 'It is served after the decision and before it is carried out.',
}
