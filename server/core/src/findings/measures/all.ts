import type { OwnMeasure, PluginTransaction, RecountRange } from '../../plugin.ts'
import type { Text } from '../../text.ts'
import { countSteps } from '../queries/count-steps.ts'
import { countedOf, type FindingMeasure } from '../rules/counted.ts'
import type { Findings } from '../tables.ts'

type Db = PluginTransaction<Findings>

const TITLES: Readonly<Record<FindingMeasure, Text>> = {
  'findings-minor': { 'zh-CN': '一般问题', en: 'Minor findings' },
  'findings-serious': { 'zh-CN': '较重问题', en: 'Serious findings' },
  'findings-grave': { 'zh-CN': '严重问题', en: 'Grave findings' },
  'findings-open': { 'zh-CN': '未销号问题', en: 'Findings open' },
  'findings-settled': { 'zh-CN': '已销号问题', en: 'Findings settled' },
  'findings-reopened': { 'zh-CN': '反复发生问题', en: 'Findings reopened' },
}

/** Everything that the ledger counts, recounted from its trail. */
export const measures: readonly OwnMeasure<Db>[] = (
  Object.entries(TITLES) as readonly (readonly [FindingMeasure, Text])[]
).map(([code, title]) => ({
  code,
  title,
  subject: 'own',
  byOrganisation: true,
  recount: async (db: Db, range: RecountRange) => {
    const steps = await countSteps(db, range)
    return steps.flatMap(({ regionId, day, kind, severity, n }) => {
      const each = countedOf(kind, severity)[code] ?? 0
      return each === 0 ? [] : [{ regionId, day, n: each * n }]
    })
  },
}))
