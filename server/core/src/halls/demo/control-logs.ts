import { loadCalendars } from '../../clock/calendars.ts'
import { isWorkday } from '../../clock/days.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Host } from '../../host.ts'
import type { HallEntry } from '../../registers/register-index.ts'
import { uuidV7 } from '../../uuid.ts'
import { keepControlDays } from '../keep-control-days.ts'
import { keepStanding } from '../keep-standing.ts'
import { insertLog } from '../queries/control-log.ts'
import { hasAuthority } from '../rules/standing.ts'
import { runControlClock } from '../run-control-clock.ts'
import type { Halls } from '../tables.ts'

const DAY_MS = 86_400_000
const DAYS = 28

/** Made-up control logs of the halls of province, cities and counties; registers count as if they had stood for weeks. */
export const loadControlLogs = async (host: Host<Halls>): Promise<void> => {
  const now = await host.clock.now()
  const begun = new Date(now.getTime() - (DAYS + 7) * DAY_MS)
  await keepStanding({ ...host, clock: { ...host.clock, now: () => Promise.resolve(begun) } })
  const { tree, index } = await host.registers()
  const halls = index.halls.filter(({ regionId }) => {
    const region = tree.byId(regionId)
    return region !== undefined && hasAuthority(region)
  })
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const calendars = await loadCalendars(trx, (id) => tree.byId(id))
    for (const [at, hall] of halls.entries()) {
      const calendar = calendars.forPlace(hall.scopeKey)
      const days = daysBefore(now, at).filter((day) => isWorkday(calendar, day))
      for (const day of days) await insertLog(trx, logOf(hall, day))
      const last = days.at(-1)
      if (last !== undefined) await runControlClock(host, trx, calendar, { hall, day: last, now: eveningOf(last) })
    }
  })
  await keepControlDays(host)
}

/** Every eleventh hall forgets a day of the week, of every nineteenth the last logs are missing. */
const daysBefore = (now: Date, at: number): readonly string[] => {
  const missing = at % 19 === 18 ? 5 : 0
  const days = Array.from({ length: DAYS - missing }, (_, n) => new Date(now.getTime() - (DAYS - n) * DAY_MS))
  return days
    .map((day) => localDate(day))
    .filter((day) => at % 11 !== 10 || new Date(`${day}T12:00:00Z`).getUTCDay() !== 3)
}

const eveningOf = (day: string): Date => new Date(`${day}T16:30:00+08:00`)

const logOf = ({ id: hallId, regionId, areaCode, scopeKey }: HallEntry, day: string) => ({
  id: uuidV7(eveningOf(day).getTime()),
  regionId,
  areaCode,
  scopeKey,
  hallId,
  day,
  measures: '演示：开门前检查窗口、设备和公示栏，午间巡查排队，下班前核对超时办件。',
  problems: [],
  findingIds: [],
  keptAt: eveningOf(day),
  keptBy: '演示数据',
})
