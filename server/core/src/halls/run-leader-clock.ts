import { localDate } from '../clock/local-time.ts'
import type { Host } from '../host.ts'
import { uuidV7 } from '../uuid.ts'
import { LEADER_CLOCK } from './clock.ts'
import { selectMembers, updateGroup, type Db, type GroupRow } from './queries/group.ts'
import { leaderUntil } from './rules/leader.ts'
import type { Halls } from './tables.ts'

const DAY_MS = 86_400_000

/** Lets the clock of a group run to the last day that has a leader, after its members or its validity changed. */
export const runLeaderClock = async (host: Host<Halls>, trx: Db, group: GroupRow, now: Date): Promise<void> => {
  const { id, regionId, areaCode, scopeKey, name, clockId } = group
  const today = localDate(now)
  const until = leaderUntil(group, await selectMembers(trx, [id]), today)
  if (clockId !== null && until === group.leaderUntil) return
  if (clockId !== null) await host.clocks.close(trx, { clock: LEADER_CLOCK, id: clockId }, now)
  const next = until === null ? null : uuidV7(now.getTime())
  if (next !== null && until !== null) {
    const due = until === today ? today : dayBefore(until)
    const clock = { clock: LEADER_CLOCK, subject: 'halls.quality-group', id: next, title: name, start: now, due }
    await host.clocks.start(trx, { ...clock, place: { regionId, areaCode, scopeKey } })
  }
  await updateGroup(trx, id, { clockId: next, leaderUntil: until })
}

const dayBefore = (day: string): string => localDate(new Date(Date.parse(`${day}T12:00:00+08:00`) - DAY_MS))
