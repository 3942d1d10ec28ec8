import type { Database } from '../../database/database.ts'
import { makeRecount } from '../../indicators/recounter.ts'
import { rollups } from '../../indicators/rollup.ts'
import type { AnyPlugin } from '../../plugin.ts'
import { makeRegionTree } from '../../registers/region-tree.ts'
import type { Region } from '../../registers/region.ts'

const province = {
  id: 1,
  areaCode: 430000,
  code: '430000000000',
  level: 'PROVINCE',
  kind: 'ORDINARY',
  parentId: null,
  scopeKey: 430_000_000_000 * 16,
  scopeEnd: 440_000_000_000 * 16,
  name: '省',
  nameEn: 'Province',
  pinyin: 'sheng',
  initials: 's',
  validFrom: '1900-01-01',
  validTo: null,
} as const satisfies Region

/** Read from totals by day, and, as below the county, from totals by month and a recount. */
const regions = [province, { ...province, level: 'TOWNSHIP' }] as const satisfies readonly Region[]

/** Indicators that say something of an empty database: neither 0 nor "no data" with a reason. */
export async function emptyFigureFaults(plugin: AnyPlugin, database: Database): Promise<readonly string[]> {
  const measures = plugin.measures ?? []
  const faults: string[] = []
  for (const region of regions) {
    const tree = makeRegionTree([region], new Map())
    const recount = makeRecount(
      measures.filter((measure) => measure.subject === 'case'),
      measures.filter((measure) => measure.subject === 'own'),
      tree,
    )
    const basis = { tree, recount, today: '2026-03-15', targets: () => null, isByOrganisation: () => true }
    const period = { from: '2026-01-10', to: '2026-03-10' }
    const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
    const question = { ...period, reach, by: null, source: null, withTotals: true }
    const asked = [{ region, indicators: plugin.indicators ?? [] }]
    const [answers = []] = await database.withScope({ mode: 'engine' }, (trx) => rollups(trx, basis, question, asked))
    for (const { indicator, totals } of answers) {
      const total = totals?.total
      const silent = total?.value === 0 || (total?.value === null && total.noData !== null)
      if (!silent) faults.push(`${indicator.code} answers ${total?.display} for an empty ${region.level}`)
    }
  }
  return faults
}
