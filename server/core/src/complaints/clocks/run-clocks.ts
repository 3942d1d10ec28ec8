import type { Host } from '../../host.ts'
import type { ComplaintRow, Db } from '../queries/complaint.ts'
import type { Complaints } from '../tables.ts'
import type { ComplaintClock } from './all.ts'

const runningIn = ({ state, category }: ComplaintRow): ComplaintClock | null => {
  switch (state) {
    case 'RECEIVED':
      return category === 'INTEGRITY' ? 'complaint-referral' : 'complaint-acceptance'
    case 'ACCEPTED':
    case 'ASSIGNED':
    case 'INVESTIGATED':
      return 'complaint-handling'
    case 'JUDGED':
      return 'complaint-reply'
    case 'APPEALED':
      return 'complaint-review'
    case 'REFUSED':
    case 'REFERRED':
    case 'REPLIED':
    case 'CLOSED':
      return null
  }
}

/** What its cards are called: nothing of who, whom or what. */
const titleOf = ({ serial, sealed }: ComplaintRow): string => (sealed ? `密封 #${serial}` : `#${serial}`)

/** The authority that handles it answers for its clocks; those bound to a unit see no card of them. */
const placeOf = ({ handlingAreaCode, handlingRegionId, handlingKey }: ComplaintRow) => ({
  areaCode: handlingAreaCode,
  regionId: handlingRegionId,
  scopeKey: handlingKey,
})

/** Stops the clock that a step ends, and starts that of the state it leads to. `before` is null for a new one. */
export async function runClocks(
  { clocks }: Pick<Host<Complaints>, 'clocks'>,
  trx: Db,
  { before, after, now }: { readonly before: ComplaintRow | null; readonly after: ComplaintRow; readonly now: Date },
): Promise<void> {
  const [ran, runs] = [before && runningIn(before), runningIn(after)]
  if (before !== null && ran === runs && before.roundId === after.roundId) return
  if (before !== null && ran !== null) await clocks.close(trx, { clock: ran, id: before.roundId }, now)
  if (runs === null || after.stepDue === null) return
  const named = { clock: runs, subject: 'complaints.complaint', id: after.roundId, title: titleOf(after) }
  await clocks.start(trx, { ...named, place: placeOf(after), start: now, due: after.stepDue })
}
