import type { Place, PluginTransaction } from '@zhikong/core'
import type { Severity } from '../tables.ts'
import type { Improvement } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** A finding as it comes to improvement, or a trend that was confirmed. */
export type Found = {
  readonly origin: { readonly findingId: string } | { readonly trendId: number }
  readonly type: string
  readonly cause: string
  readonly severity: Severity
  readonly title: string
  readonly foundAt: Date
  readonly place: Place
}

/** A finding of the ledger that is open and that everybody may know of; undefined for any other. */
export async function selectOpenFinding(db: Db, id: string): Promise<Found | undefined> {
  const row = await db
    .selectFrom('findings.finding')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['OPEN', 'REOPENED'])
    .where('releasedAt', 'is not', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { regionId, areaCode, scopeKey, organisationId, hallId } = row
  const place = { regionId, areaCode, scopeKey, organisationId, hallId }
  const { type, cause, severity, title, foundAt } = row
  return { origin: { findingId: id }, type, cause, severity, title, foundAt, place }
}
