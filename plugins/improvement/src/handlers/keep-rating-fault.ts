import { localDate, type Host, type Place, type PluginTransaction } from '@zhikong/core'
import { insertRatingFault, type RatingFaultRow } from '../queries/rating-fault.ts'
import type { RatingFault } from '../rules/rating-faults.ts'
import type { Improvement } from '../tables.ts'
import type { Actor } from './move-rectification.ts'

type Db = PluginTransaction<Improvement>

/** A fault with where and when it was seen; days half-open. */
export type SeenFault = RatingFault & {
  readonly place: Place
  readonly fromDay: string
  readonly toDay: string
  readonly words: string | null
}

/** Keeps a fault with its figure, once for a place, kind and period; undefined when it is known (7-c). */
export async function keepRatingFault(
  host: Host<Improvement>,
  trx: Db,
  { place, ...seen }: SeenFault,
  by: Actor,
  now: Date,
): Promise<RatingFaultRow | undefined> {
  const { regionId, areaCode, scopeKey, organisationId = null, hallId = null } = place
  const at = { regionId, areaCode, scopeKey, organisationId, hallId }
  const detected = { detectedAt: now, detectedById: by.id, detectedBy: by.name, state: 'DETECTED' } as const
  const row = await insertRatingFault(trx, { ...at, ...seen, ...detected })
  if (row !== undefined) await countFault(host, trx, row, 'rating-faults-detected')
  return row
}

/** Counts a fault by the day on which it was found. */
export const countFault = (
  host: Host<Improvement>,
  trx: Db,
  row: RatingFaultRow,
  measure: 'rating-faults-detected' | 'rating-faults-settled',
): Promise<void> => {
  const unit = row.organisationId === null ? {} : { organisationId: row.organisationId }
  return host.addDeltas(trx, [{ place: row, measure, day: localDate(row.detectedAt), n: 1, ...unit }])
}
