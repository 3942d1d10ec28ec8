import type { Updateable } from 'kysely'
import { readerScope } from '../../access/scope.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { Text } from '../../text.ts'
import { isUuid } from '../../uuid.ts'
import type { OrderStep } from '../contract.ts'
import { moveOrder } from '../handlers/move-order.ts'
import { lockOrder } from '../queries/work-order.ts'
import { refusalOf, stateAfter, type OrderRefusal } from '../rules/order.ts'
import type { Ratings, WorkOrderTable } from '../tables.ts'
import { askedBy, personOf } from './asked.ts'

/** The actions in the audit log. */
export const ACTIONS = {
  contact: 'ratings.order.contacted',
  verify: 'ratings.order.verified',
  decide: 'ratings.order.decided',
  settle: 'ratings.order.settled',
  close: 'ratings.order.closed',
} as const

type Wanted = {
  readonly id: string
  readonly action: (typeof ACTIONS)[keyof typeof ACTIONS]
  /** The step, where it depends on where the order stands. */
  readonly step: OrderStep | ((state: WorkOrderTable['state']) => OrderStep)
  readonly words: string
  readonly write: (principal: Principal, now: Date) => Updateable<WorkOrderTable>
}

/**
 * Takes a work order one step on for a request.
 * @throws Fault NOT_FOUND out of reach, CONFLICT when the step is not open, FORBIDDEN for who may not take it: the rated,
 * or who proposed to strike out
 */
export async function takeStep(
  host: Host<Ratings>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, action, step: wanted, words, write }: Wanted,
): Promise<{ readonly id: string }> {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    action,
    async (trx, note) => {
      const order = isUuid(id) ? await lockOrder(trx, readerScope(principal), id) : undefined
      if (order === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      const step = typeof wanted === 'function' ? wanted(order.state) : wanted
      if (stateAfter(order.state, step) === null) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
      const refusal = refusalOf(step, personOf(order, principal), order)
      if (refusal !== null) throw fault('FORBIDDEN', { detail: REFUSALS[refusal] }, ['input', 'id'])
      const actor = { id: principal.id, name: principal.name }
      const after = await moveOrder(host, trx, order, { step, actor, words, now, changed: write(principal, now) })
      const subject = { type: 'RatingOrder', id: order.id }
      note({ subject, scopeKey: order.scopeKey, before: { state: order.state }, after: { state: after.state } })
      return { id: order.id }
    },
    'engine',
  )
}

const NOT_OPEN: Text = {
  'zh-CN': '当前状态不能办理此步骤。',
  en: 'This is not open in its present state.',
}

const REFUSALS: Readonly<Record<OrderRefusal, Text>> = {
  NO_RIGHT: { 'zh-CN': '没有办理此步骤的权限。', en: 'There is no right to take this step.' },
  RATED: { 'zh-CN': '被评价单位不得联系评价人或自行核实。', en: 'The rated neither meet the rater nor judge.' },
  SAME_PERSON: { 'zh-CN': '剔除须由他人复核。', en: 'Somebody else than who proposed it decides.' },
}
