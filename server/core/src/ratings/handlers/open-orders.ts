import { randomUUID } from 'node:crypto'
import { loadCalendars } from '../../clock/calendars.ts'
import { dueThreshold } from '../../clock/due.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import { selectTerms } from '../queries/terms.ts'
import { insertOrders, type OrderRow } from '../queries/work-order.ts'
import { termsFor } from '../rules/terms.ts'
import type { Ratings } from '../tables.ts'
import type { ArrivalRows } from './arrival.ts'

type Db = PluginTransaction<Ratings>

/** What cards call a work order; nothing personal. */
export const titleOf = ({ id }: Pick<OrderRow, 'id'>): string => `差评工单 ${id.slice(0, 8)}`

/** The close of business of the last of some working days after an instant; its own day is not counted. */
const workingDaysAfter = (calendar: WorkCalendar, start: Date, days: number): Date => {
  const limit = { amount: Math.max(1, days), unit: 'WORKING_DAY' } as const
  const due = dueThreshold(calendar, { start, limit, policy: 'NEXT_WORKDAY', suspensions: [] })
  if (due === null) throw new RangeError(`No due instant ${days} working days after ${start.toISOString()}`)
  return due.dueAt
}

/** Opens a work order for each negative rating, with its two clocks: to get in touch, and to answer. */
export async function openOrders(
  host: Host<Ratings>,
  trx: Db,
  negatives: readonly ArrivalRows[],
  now: Date,
): Promise<void> {
  if (negatives.length === 0) return
  const [set, { tree }] = [await selectTerms(trx), await host.registers()]
  const calendars = await loadCalendars(trx, (id) => tree.byId(id))
  const orders = negatives.map(({ row }): OrderRow => {
    const region = tree.byId(row.regionId)
    const ancestors = region === undefined ? [] : [...tree.ancestorsOf(region), region].map(({ id }) => id)
    const terms = termsFor(set, ancestors, row.organisationId)
    const calendar = calendars.forPlace(row.scopeKey)
    const { areaCode, regionId, scopeKey, organisationId, hallId, day, grade, version, tags } = row
    return {
      ...UNTOUCHED,
      areaCode,
      regionId,
      scopeKey,
      organisationId,
      hallId,
      day,
      grade,
      version,
      tags,
      id: randomUUID(),
      ratingId: row.id,
      state: 'OPEN',
      contactDue: workingDaysAfter(calendar, now, terms.contactDays),
      fixDue: workingDaysAfter(calendar, now, grade === 1 ? terms.worstFixDays : terms.fixDays),
    }
  })
  await insertOrders(trx, orders)
  for (const order of orders) {
    const named = { subject: 'ratings.order', id: order.id, title: titleOf(order), start: now }
    // To get in touch is the desk's: the rated never meet the rater.
    const desk = { ...order, organisationId: null }
    await host.clocks.start(trx, { ...named, clock: 'rating-contact', place: desk, due: order.contactDue })
    await host.clocks.start(trx, { ...named, clock: 'rating-fix', place: order, due: order.fixDue })
  }
}

/** A work order on which nothing was done yet. */
const UNTOUCHED = {
  contactedAt: null,
  contactedById: null,
  contactedBy: null,
  reached: null,
  account: null,
  verifiedAt: null,
  verifiedById: null,
  verifiedBy: null,
  ground: null,
  strikeReason: null,
  struckAt: null,
  struckById: null,
  struckBy: null,
  settledAt: null,
  settledById: null,
  settledBy: null,
  outcome: null,
  closedAt: null,
  followUpGrade: null,
  findingId: null,
} as const satisfies Partial<OrderRow>
