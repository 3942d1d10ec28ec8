import type { Updateable } from 'kysely'
import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import { uuidV7 } from '../../uuid.ts'
import type { OrderStep, RatingVerdict } from '../contract.ts'
import { insertStep, updateOrder, type OrderRow } from '../queries/work-order.ts'
import { stateAfter } from '../rules/order.ts'
import { tagTitle } from '../rules/questions.ts'
import type { Ratings, WorkOrderTable } from '../tables.ts'
import { moveRating } from './counting.ts'

type Db = PluginTransaction<Ratings>

/** Who takes a step, as the trail names them. */
export type OrderActor = { readonly id: string; readonly name: string }

/** Who rated takes the last step, and is never named. */
export const RATER: OrderActor = { id: 'rater', name: '评价人 rater' }

/** A step with what it writes. */
export type TakenStep = {
  readonly step: OrderStep
  readonly actor: OrderActor
  readonly words: string
  readonly changed?: Updateable<WorkOrderTable>
  readonly now: Date
}

const VERDICTS: Readonly<Partial<Record<OrderStep, RatingVerdict>>> = {
  UPHOLD: 'UPHELD',
  REJECT: 'UNFOUNDED',
  STRIKE: 'STRUCK_OUT',
}

/** Writes a step that is open: the order, its trail, what the rating counts as, clocks, finding and event. */
export async function moveOrder(
  host: Host<Ratings>,
  trx: Db,
  order: OrderRow,
  { step, actor, words, changed = {}, now }: TakenStep,
): Promise<OrderRow> {
  const state = stateAfter(order.state, step)
  if (state === null) throw new Error(`${step} is not open in ${order.state}`)
  const verdict = VERDICTS[step]
  if (verdict !== undefined) await moveRating(host, trx, order.ratingId, { verdict })
  const found = step === 'UPHOLD' ? { findingId: await raise(host, trx, order, actor, now) } : {}
  const after = await updateOrder(trx, order, { ...changed, ...found, state })
  const { areaCode, scopeKey, id: orderId, ratingId, findingId } = after
  const told = { actorId: actor.id, actor: actor.name, step, state, words }
  await insertStep(trx, { id: uuidV7(), areaCode, scopeKey, orderId, at: now, ...told })
  await stopClocks(host, trx, after, step, now)
  await host.emit(trx, 'ratings.order.moved', { orderId, ratingId, step, state, findingId }, after)
  return after
}

/** In touch means the first clock is over; answered, explained or struck out, the second. */
async function stopClocks(host: Host<Ratings>, trx: Db, { id }: OrderRow, step: OrderStep, now: Date): Promise<void> {
  if (step === 'CONTACT') await host.clocks.close(trx, { clock: 'rating-contact', id }, now)
  if (step === 'FIX' || step === 'EXPLAIN' || step === 'STRIKE')
    await host.clocks.close(trx, { clock: 'rating-fix', id }, now)
}

/** Each upheld one is a finding of its own, from which a rectification follows (5-g). */
async function raise(host: Host<Ratings>, trx: Db, order: OrderRow, by: OrderActor, now: Date): Promise<string> {
  const [tag = 'OTHER'] = order.tags === '' ? [] : order.tags.split(',')
  const { id } = await host.findings.raise(trx, {
    source: 'RATING',
    sourceId: order.id,
    type: 'NEGATIVE_RATING',
    place: order,
    cause: tag,
    severity: order.grade === 1 ? 'SERIOUS' : 'MINOR',
    title: `差评查实：${tagTitle(order.version, tag)['zh-CN']}`,
    foundAt: now,
    subject: { type: 'ratings.rating', id: order.ratingId },
    by,
  })
  return id
}
