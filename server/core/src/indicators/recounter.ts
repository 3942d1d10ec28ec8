import type { CaseMeasure, OwnMeasure } from '../plugin.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import { recountCases } from './recount.ts'
import type { Recounted } from './recount.ts'
import type { Recount } from './rollup.ts'

/** One recount over the measures of cases and those that plugins count themselves. */
export const makeRecount =
  (caseMeasures: readonly CaseMeasure[], ownMeasures: readonly OwnMeasure<never>[], tree: RegionTree): Recount =>
  async (trx, wanted, reach, period, source) => {
    const codes = new Set(wanted)
    const ofCases = caseMeasures.filter(({ code }) => codes.has(code))
    const counted = ofCases.length === 0 ? [] : await recountCases(trx, ofCases, reach, period, source)
    if (source !== null) return counted
    const rows: Recounted[] = [...counted]
    for (const { code, recount } of ownMeasures.filter((measure) => codes.has(measure.code))) {
      for (const { regionId, day, n } of await recount(trx as never, { lo: reach.lo, hi: reach.hi, ...period })) {
        const scopeKey = tree.byId(regionId)?.scopeKey
        if (scopeKey !== undefined) rows.push({ regionId, scopeKey, measure: code, day, source: '', n })
      }
    }
    return rows
  }
