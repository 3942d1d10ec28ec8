import { nextWorkday } from '../clock/days.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { Host } from '../host.ts'
import type { HallEntry } from '../registers/register-index.ts'
import { uuidV7 } from '../uuid.ts'
import { CONTROL_CLOCK } from './clock.ts'
import { lockControlClock, saveControlClock } from './queries/control-log.ts'
import type { Db } from './queries/group.ts'
import type { Halls } from './tables.ts'

type Kept = { readonly hall: HallEntry; readonly day: string; readonly now: Date }

/**
 * Lets the clock of a hall run to the working day after the one whose log came. The first log of a hall starts it; one of
 * a day before that which is owed changes nothing.
 */
export const runControlClock = async (
  host: Pick<Host<Halls>, 'clocks'>,
  trx: Db,
  calendar: WorkCalendar,
  { hall, day, now }: Kept,
): Promise<void> => {
  const { id: hallId, regionId, areaCode, scopeKey, name } = hall
  const before = await lockControlClock(trx, areaCode, hallId)
  if (before !== undefined && day < before.owedDay) return
  if (before !== undefined) await host.clocks.close(trx, { clock: CONTROL_CLOCK, id: before.clockId }, now)
  const owedDay = nextWorkday(calendar, day)
  const clockId = uuidV7(now.getTime())
  await host.clocks.start(trx, {
    clock: CONTROL_CLOCK,
    subject: 'halls.control-log',
    id: clockId,
    title: name,
    start: now,
    due: nextWorkday(calendar, owedDay),
    place: { regionId, areaCode, scopeKey, hallId },
  })
  await saveControlClock(trx, { regionId, areaCode, scopeKey, hallId, clockId, owedDay })
}
