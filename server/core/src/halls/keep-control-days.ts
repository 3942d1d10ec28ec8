import { loadCalendars } from '../clock/calendars.ts'
import { localDate } from '../clock/local-time.ts'
import type { Host } from '../host.ts'
import { CONTROL_DAYS, CONTROL_DAYS_KEPT } from './figures.ts'
import { selectFirstLogs, selectHallsByDay } from './queries/control-log.ts'
import { insertDays } from './queries/standing.ts'
import { controlState, isDecided } from './rules/control-day.ts'
import { hasAuthority } from './rules/standing.ts'
import type { Halls, StandingTable } from './tables.ts'

/** Days are looked for so far back, for a server that stood still. */
const LOOK_BACK_DAYS = 31
const DAY_MS = 86_400_000

/** Counts the working days of halls whose logs can come no more in time, and those that came; once for good (4-b). */
export const keepControlDays = async (host: Host<Halls>): Promise<void> => {
  const { tree } = await host.registers()
  const now = await host.clock.now()
  const days = Array.from({ length: LOOK_BACK_DAYS }, (_, n) => localDate(new Date(now.getTime() - (n + 1) * DAY_MS)))
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const calendars = await loadCalendars(trx, (id) => tree.byId(id))
    const logs = Map.groupBy(await selectFirstLogs(trx, days), ({ regionId, day }) => `${regionId} ${day}`)
    const rows = (await selectHallsByDay(trx, days)).flatMap(({ regionId, day, n }): readonly StandingTable[] => {
      const region = tree.byId(regionId)
      if (region === undefined || !hasAuthority(region)) return []
      const { areaCode, scopeKey } = region
      const calendar = calendars.forPlace(scopeKey)
      if (!isDecided(calendar, day, now)) return []
      const kept = (logs.get(`${regionId} ${day}`) ?? []).filter(
        ({ firstKeptAt }) => controlState(calendar, { day, isAsked: true, firstKeptAt, now }) === 'KEPT',
      )
      const row = { regionId, areaCode, scopeKey, day }
      // A hall that left the registers since may have kept a log; there are never more logs than halls.
      return [
        { ...row, measure: CONTROL_DAYS, n },
        { ...row, measure: CONTROL_DAYS_KEPT, n: Math.min(n, kept.length) },
      ]
    })
    const counted = await insertDays(trx, rows)
    await host.addDeltas(
      trx,
      counted.map(({ measure, day, n, ...place }) => ({ place, measure, day, n })),
    )
  })
}
