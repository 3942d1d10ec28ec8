import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { Host } from '../host.ts'
import { nextMonth } from '../indicators/period.ts'
import { makeRecount } from '../indicators/recounter.ts'
import { rollups, type Rollup } from '../indicators/rollup.ts'
import { loadTargets } from '../indicators/targets.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { Db } from './queries/group.ts'
import type { WeightsVersion } from './queries/score-weights.ts'
import { scoreOf, type Missing, type Score, type Taken } from './rules/score.ts'
import type { Subject } from './score-subject.ts'
import type { Halls } from './tables.ts'

export type Month = { readonly month: string; readonly today: string; readonly version: WeightsVersion }

/**
 * Scores of some regions and halls, as the figures of the month now stand; one statement however many there are. A hall
 * has the figures of what its region's own halls did, so none where the region has several.
 */
export const workOutScores = async (
  host: Pick<Host<Halls>, 'indicators'>,
  db: Db,
  { tree, index }: RegisterSnapshot,
  subjects: readonly Subject[],
  { month, today, version }: Month,
): Promise<readonly Score[]> => {
  if (subjects.length === 0) return []
  const trx = db as unknown as Transaction<CoreTables>
  const wanted = new Set(version.parts.map(({ indicator }) => indicator))
  const indicators = host.indicators.filter(({ code }) => wanted.has(code))
  const to = nextMonth(month)
  const targets = await loadTargets(trx, tree, to < today ? to : today)
  const basis = { tree, today, recount: makeRecount([], [], tree), isByOrganisation: () => true, targets }
  const reach = {
    lo: Math.min(...subjects.map(({ region }) => region.scopeKey)),
    hi: Math.max(...subjects.map(({ region }) => region.scopeEnd)),
    organisationId: null,
    hallId: null,
  }
  const question = { from: month, to, reach, by: null, source: null, withTotals: true }
  const asked = subjects.map(({ region }) => ({ region, indicators }))
  const answers = await rollups(trx, basis, question, asked)
  return subjects.map((subject, at) => {
    const isApart = subject.hall === null || index.hallsSeatedIn(subject.region.id).length === 1
    const found = new Map((answers[at] ?? []).map((rollup) => [rollup.indicator.code, rollup]))
    const takenOf = (code: string): Taken | Missing => {
      const rollup = found.get(code)
      if (rollup === undefined) return 'UNKNOWN'
      return isApart ? taken(rollup, subject, targets(rollup.indicator, subject.region)) : 'NOT_APART'
    }
    return scoreOf(version.parts, takenOf, version.minimumCoverage)
  })
}

const taken = ({ indicator, totals }: Rollup, { hall }: Subject, target: Taken['target']): Taken | Missing => {
  const figure = hall === null ? totals?.total : totals?.own
  if (figure === undefined) return 'NOTHING_COUNTED'
  const { value, display, n, meetsTarget } = figure
  return { better: indicator.better, value, display, n, target, meetsTarget }
}
