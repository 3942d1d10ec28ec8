import type { Host } from '../../host.ts'
import type { Arrival } from '../handlers/arrival.ts'
import { moveOrder } from '../handlers/move-order.ts'
import { storeRatings } from '../handlers/store-ratings.ts'
import { selectClosedForDemo } from '../queries/demo-cases.ts'
import { lockOrderOf } from '../queries/work-order.ts'
import { isNegative } from '../rules/grades.ts'
import type { Ratings } from '../tables.ts'
import { saidOf } from './said.ts'

const DAY_MS = 86_400_000
const DAYS = 60
const MOST = 3_000
const AT_ONCE = 200
/** Older ones were dealt with. */
const RECENT_DAYS = 6

const DESK = { id: 'demo-feedback-desk', name: '演示·评价管理岗' } as const
const SECOND = { id: 'demo-feedback-review', name: '演示·评价复核岗' } as const
const UNIT = { id: 'demo-unit', name: '演示·承办单位' } as const

type Db = Parameters<typeof storeRatings>[1]

/** Rates cases of the demo as if people had, and deals with what was rated badly some time ago. */
export async function loadDemo(host: Host<Ratings>, onProgress: (share: number) => void): Promise<void> {
  const now = await host.clock.now()
  const from = new Date(now.getTime() - DAYS * DAY_MS)
  const wanted = { from, to: now, most: MOST }
  const cases = await host.withScope({ mode: 'engine' }, (trx) => selectClosedForDemo(trx, wanted))
  const arrivals = cases.flatMap((record): Arrival[] => {
    const said = saidOf(record.caseId)
    if (said === null || record.endedAt === null) return []
    const givenAt = new Date(record.endedAt.getTime() + said.minutesAfter * 60_000)
    if (givenAt > now) return []
    const by = { kind: 'FIRST', source: 'demo', externalId: record.caseId, device: null, address: null } as const
    return [{ ...by, record, channel: said.channel, rating: said.rating, givenAt, rater: null }]
  })
  for (let at = 0; at < arrivals.length; at += AT_ONCE) {
    await host.withScope({ mode: 'engine' }, (trx) => storeSome(host, trx, arrivals.slice(at, at + AT_ONCE), now))
    onProgress(Math.min(1, (at + AT_ONCE) / arrivals.length))
  }
  onProgress(1)
}

/** Those that nobody minds at once; a negative one by itself, as of when it was given. */
async function storeSome(host: Host<Ratings>, trx: Db, some: readonly Arrival[], now: Date): Promise<void> {
  const isBad = ({ rating: { grade, isDefault } }: Arrival): boolean => isNegative(grade) && !isDefault
  await storeRatings(
    host,
    trx,
    some.filter((one) => !isBad(one)),
    now,
  )
  for (const [index, bad] of some.filter(isBad).entries()) {
    const [stored] = await storeRatings(host, trx, [bad], bad.givenAt)
    const isOld = now.getTime() - bad.givenAt.getTime() > RECENT_DAYS * DAY_MS
    if (stored?.status === 'STORED' && isOld) await dealWith(host, trx, bad, stored.ratingId, index)
  }
}

/** In touch an hour later, verified then, and answered by the next day; one in four is struck out. */
async function dealWith(host: Host<Ratings>, trx: Db, bad: Arrival, ratingId: string, index: number): Promise<void> {
  const order = await lockOrderOf(trx, bad.record.areaCode, ratingId)
  if (order === undefined) return
  const hours = (n: number): Date => new Date(bad.givenAt.getTime() + n * 3_600_000)
  const account = '演示数据：反映等候时间长。'
  const met = { contactedAt: hours(1), contactedById: DESK.id, contactedBy: DESK.name, reached: true, account }
  const step = { actor: DESK, words: account, now: hours(1) }
  const contacted = await moveOrder(host, trx, order, { ...step, step: 'CONTACT', changed: met })
  const ground = '演示数据：已核查叫号与办理记录。'
  const looked = { verifiedAt: hours(2), verifiedById: DESK.id, verifiedBy: DESK.name, ground }
  const look = { actor: DESK, words: ground, now: hours(2) }
  if (index % 4 === 3) {
    const changed = { ...looked, strikeReason: 'MISTAKEN' } as const
    const proposed = await moveOrder(host, trx, contacted, { ...look, step: 'PROPOSE_STRIKE', changed })
    const struck = { struckAt: hours(3), struckById: SECOND.id, struckBy: SECOND.name }
    const words = '演示数据：本人确认误评，同意剔除。'
    await moveOrder(host, trx, proposed, { step: 'STRIKE', actor: SECOND, words, now: hours(3), changed: struck })
    return
  }
  const isRight = index % 4 !== 2
  const verified = await moveOrder(host, trx, contacted, {
    ...look,
    step: isRight ? 'UPHOLD' : 'REJECT',
    changed: looked,
  })
  const outcome = isRight ? '演示数据：已增开窗口并加强培训。' : '演示数据：已向评价人说明政策。'
  const settled = { settledAt: hours(20), settledById: UNIT.id, settledBy: UNIT.name, outcome }
  const last = { actor: UNIT, words: outcome, now: hours(20), changed: settled }
  await moveOrder(host, trx, verified, { ...last, step: isRight ? 'FIX' : 'EXPLAIN' })
}
