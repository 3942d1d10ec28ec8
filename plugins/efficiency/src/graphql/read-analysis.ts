import {
  loadCalendars,
  localDate,
  readFigures,
  type Figure,
  type Host,
  type Indicator,
  type PluginTransaction,
  type Reach,
  type Region,
} from '@zhikong/core'
import { indicators } from '../indicators/all.ts'
import { measures } from '../measures/all.ts'
import { selectRuleVersions } from '../queries/rule-versions.ts'
import { selectWarningResponse, type WarningResponse } from '../queries/warning-response.ts'
import type { Efficiency } from '../tables.ts'
import { readHandling, type Handling } from './read-handling.ts'
import { readTimeSpent, type TimeSpent } from './read-time-spent.ts'

/** A figure with what it is: all that a reader needs once the platform may count otherwise. */
export type ReportedFigure = Pick<Indicator, 'code' | 'clause' | 'title' | 'description'> & { readonly figure: Figure }

/** What a report says in numbers; kept as JSON when it is published. */
export type Analysis = {
  readonly figures: readonly ReportedFigure[]
  readonly handling: Handling | null
  readonly timeSpent: TimeSpent
  readonly warnings: WarningResponse
}

/** An analysis with when and by what it was computed. */
export type Computed = {
  readonly analysis: Analysis
  readonly computedAt: Date
  readonly calendarRevision: number
  readonly ruleVersions: string
}

/** Computes the analysis of a region over local days, as of now, in the transaction of a reader of all of it. */
export async function readAnalysis(
  trx: PluginTransaction<Efficiency>,
  host: Host<Efficiency>,
  region: Region,
  reach: Reach,
  period: { readonly from: string; readonly to: string },
): Promise<Computed> {
  const { tree } = await host.registers()
  const computedAt = await host.clock.now()
  const wanted = { ...period, tree, region, reach, today: localDate(computedAt) }
  const figures = await readFigures(trx, wanted, indicators, measures)
  const calendars = await loadCalendars(trx, (id) => tree.byId(id))
  return {
    analysis: {
      figures: indicators.flatMap(({ code, clause, title, description }) => {
        const figure = figures.get(code)
        return figure === undefined ? [] : [{ code, clause, title, description, figure }]
      }),
      handling: await readHandling(trx, wanted),
      timeSpent: await readTimeSpent(trx, tree, reach, period),
      warnings: await selectWarningResponse(trx, reach, period),
    },
    computedAt,
    calendarRevision: calendars.revision,
    ruleVersions: (await selectRuleVersions(trx, reach, period)).join(', '),
  }
}
