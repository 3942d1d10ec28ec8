import type { Host, PluginTransaction } from '@zhikong/core'
import type { RectificationRow } from '../queries/rectification.ts'
import { selectTerms } from '../queries/terms.ts'
import { DEFAULT_TERMS } from '../rules/terms.ts'
import { insertTrend, isTrendKnown, selectSpread } from '../queries/trend.ts'
import { isTrend } from '../rules/trend.ts'
import type { Improvement } from '../tables.ts'

const DAY_MS = 86_400_000

/** Proposes a trend where the cause of a finding came up at several units: at the smallest region that shows it (7-b). */
export async function proposeTrend(
  host: Pick<Host<Improvement>, 'registers'>,
  trx: PluginTransaction<Improvement>,
  { regionId, findingType, cause }: RectificationRow,
  now: Date,
): Promise<void> {
  const registers = await host.registers()
  const { tree } = registers
  const own = tree.byId(regionId)
  if (own === undefined) return
  for (const region of [own, ...tree.ancestorsOf(own).toReversed()]) {
    const terms = (await selectTerms(trx, registers, region.id)) ?? DEFAULT_TERMS
    const since = new Date(now.getTime() - terms.trendDays * DAY_MS)
    const range = { lo: region.scopeKey, hi: region.scopeEnd }
    const spread = await selectSpread(trx, { findingType, cause }, range, since)
    if (!isTrend(spread, terms)) continue
    if (await isTrendKnown(trx, { findingType, cause }, range, since)) return
    const { id, areaCode, scopeKey } = region
    const place = { regionId: id, areaCode, scopeKey, organisationId: null, hallId: null }
    await insertTrend(trx, { ...place, ...spread, findingType, cause, since, proposedAt: now, state: 'PROPOSED' })
    return
  }
}
