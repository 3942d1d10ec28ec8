import { localDate, type Builder, type Host } from '@zhikong/core'
import { selectWarningResponse } from '../queries/warning-response.ts'
import type { Efficiency } from '../tables.ts'
import { defineHandlingTimes } from './handling-times.ts'
import { checkPeriod } from './period.ts'
import { readHandling } from './read-handling.ts'
import { readTimeSpent } from './read-time-spent.ts'
import { defineReport } from './report.ts'
import { defineReports } from './reports.ts'
import { defineTimeSpent } from './time-spent.ts'
import { defineWarningResponse } from './warning-response.ts'

/** Writes what efficiency tells beside its indicators, and its reports. */
export const defineAnalysis = (builder: Builder, host: Host<Efficiency>): void => {
  const authScopes = { permission: host.permission('efficiency.read') }
  const HandlingTimes = defineHandlingTimes(builder, host)
  const TimeSpent = defineTimeSpent(builder, host)
  const WarningResponse = defineWarningResponse(builder, host)
  builder.queryFields((t) => {
    const args = {
      within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      from: t.arg({ type: 'Date', required: true, description: 'The first day, a local date (Asia/Shanghai).' }),
      to: t.arg({ type: 'Date', required: true, description: 'The day after the last; at most 400 days.' }),
    } as const
    return {
      handlingTimes: t.field({
        type: HandlingTimes,
        nullable: true,
        description:
          "How long the cases closed in a period took; null where it is not kept apart for the reader's organisation or hall.",
        authScopes,
        args,
        resolve: async (_root, { within, ...period }, context) => {
          checkPeriod(period)
          const { tree } = await host.registers()
          const today = localDate(await host.clock.now())
          const region = tree.byCode(within)
          return host.read(
            context,
            async (trx, reach) =>
              region === undefined ? null : readHandling(trx, { ...period, tree, region, reach, today }),
            within,
          )
        },
      }),
      timeSpent: t.field({
        type: TimeSpent,
        description: 'Where the working time of the cases closed in a period went, by step, window and hall.',
        authScopes,
        args,
        resolve: async (_root, { within, ...period }, context) => {
          checkPeriod(period)
          const { tree } = await host.registers()
          return host.read(context, (trx, reach) => readTimeSpent(trx, tree, reach, period), within)
        },
      }),
      warningResponse: t.field({
        type: WarningResponse,
        description: 'Whether late cases were warned of beforehand, and what became of the warnings of a period.',
        authScopes,
        args,
        resolve: async (_root, { within, ...period }, context) => {
          checkPeriod(period)
          return host.read(context, (trx, reach) => selectWarningResponse(trx, reach, period), within)
        },
      }),
    }
  })
  defineReports(builder, host, defineReport(builder, host, { HandlingTimes, TimeSpent, WarningResponse }))
}
