import {
  fault,
  isUuid,
  readerScope,
  type Host,
  type PluginTransaction,
  type Principal,
  type RequestContext,
} from '@zhikong/core'
import type { Updateable } from 'kysely'
import { limitsOf, type Limits } from '../handlers/begin-round.ts'
import { moveRectification } from '../handlers/move-rectification.ts'
import type { RoundDues } from '../handlers/run-clocks.ts'
import { lockRectification, type RectificationRow } from '../queries/rectification.ts'
import type { RectificationStep } from '../tables.ts'
import { refusalOf, stateAfter, type Refusal } from '../rules/rectification.ts'
import type { Improvement, RectificationTable } from '../tables.ts'
import { askedBy, personOf } from './asked.ts'

type Db = PluginTransaction<Improvement>

/** The actions in the audit log. */
export const ACTIONS = {
  ASSIGN: 'improvement.rectification.assigned',
  ACCEPT: 'improvement.rectification.accepted',
  PLAN: 'improvement.rectification.planned',
  FINISH: 'improvement.rectification.finished',
  FEED_BACK: 'improvement.rectification.fed-back',
  PASS: 'improvement.rectification.rechecked',
  FAIL: 'improvement.rectification.rechecked',
  WITHDRAW: 'improvement.rectification.withdrawn',
} as const satisfies Partial<Record<RectificationStep, string>>

/** What a step knows while it works out what it writes. */
export type Taking = {
  readonly trx: Db
  readonly row: RectificationRow
  readonly principal: Principal
  readonly limits: Limits
  readonly now: Date
}

type Wanted = {
  readonly id: string
  readonly step: keyof typeof ACTIONS
  readonly words: string
  readonly write: (taking: Taking) => Promise<{
    readonly changed: Updateable<RectificationTable>
    readonly round?: RoundDues
  }>
}

/** One within reach, held. @throws Fault NOT_FOUND alike for none and for one out of reach */
export const lockWithin = async (trx: Db, principal: Principal, id: string): Promise<RectificationRow> => {
  const row = isUuid(id) ? await lockRectification(trx, readerScope(principal), id) : undefined
  if (row === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return row
}

/**
 * Takes a rectification one step on for a request.
 * @throws Fault NOT_FOUND out of reach, CONFLICT when the step is not open, FORBIDDEN for who may not take it: the unit
 * itself, or who did the work, at a recheck
 */
export async function takeStep(
  host: Host<Improvement>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, step, words, write }: Wanted,
): Promise<{ readonly id: string }> {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    ACTIONS[step],
    async (trx, note) => {
      const row = await lockWithin(trx, principal, id)
      if (stateAfter(row.state, step) === null) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
      const refusal = refusalOf(step, personOf(row, principal), row)
      if (refusal !== null) throw fault('FORBIDDEN', { detail: REFUSALS[refusal] }, ['input', 'id'])
      const limits = await limitsOf(host, trx, row)
      const written = await write({ trx, row, principal, limits, now })
      const after = await moveRectification(host, trx, row, { step, actor: principal, words, now, ...written })
      const subject = { type: 'Rectification', id: row.id }
      note({ subject, scopeKey: row.scopeKey, before: { state: row.state }, after: { state: after.state } })
      return { id: row.id }
    },
    'engine',
  )
}

const NOT_OPEN = {
  'zh-CN': '当前状态不能办理此步骤。',
  en: 'This is not open in its present state.',
}

const REFUSALS: Readonly<Record<Refusal, { readonly 'zh-CN': string; readonly en: string }>> = {
  NO_RIGHT: { 'zh-CN': '没有办理此步骤的权限。', en: 'There is no right to take this step.' },
  OWN_UNIT: { 'zh-CN': '整改单位不能复查或撤回自己的整改。', en: 'The unit itself cannot recheck or withdraw it.' },
  OWN_WORK: { 'zh-CN': '办理人不能复查自己的整改，请由他人复查。', en: 'Who did the work cannot recheck it.' },
}
