import { localDate } from '../../clock/local-time.ts'
import type { DemoLoader } from '../../plugin.ts'
import type { HallEntry } from '../../registers/register-index.ts'
import type { Region } from '../../registers/region.ts'
import { uuidV7 } from '../../uuid.ts'
import { calendarOf, type HandlingHost } from '../handling-host.ts'
import { moveComplaint } from '../move.ts'
import { upsertChannel } from '../queries/channel.ts'
import type { Db } from '../queries/complaint.ts'
import { receiveComplaint } from '../receive.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { Complaints } from '../tables.ts'
import { awaitTest, testChannel } from '../test-channel.ts'
import { DEMO_CHANNELS, DEMO_COMPLAINTS, DEMO_STEPS, type DemoComplaint, TESTER } from './said.ts'

/** The county of most of the demo's accounts. */
const HUAYUAN = '433124000000'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Complaints of the demo in all their states, some sealed, and channels with tests; only where there are none. */
export const loadComplaints: DemoLoader<Complaints> = async (host, onProgress) => {
  const now = await host.clock.now()
  const { tree, index } = await host.registers()
  const region = tree.byCode(HUAYUAN)
  const halls =
    region === undefined
      ? []
      : index.halls.filter(({ scopeKey: key }) => key >= region.scopeKey && key < region.scopeEnd)
  if (region === undefined || halls.length === 0) return onProgress(1)
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const known = await trx.selectFrom('complaints.origin').select('complaintId').limit(1).executeTakeFirst()
    if (known !== undefined) return
    for (const channel of DEMO_CHANNELS) await keepChannel(host, trx, region, channel, now)
    for (const [at, said] of DEMO_COMPLAINTS.entries()) {
      const hall = halls[at % Math.min(halls.length, 4)]
      const seat = hall && tree.byId(hall.regionId)
      if (hall !== undefined && seat !== undefined) await play(host, trx, { hall, region: seat, said, now })
      onProgress((at + 1) / (DEMO_COMPLAINTS.length + 1))
    }
  })
  onProgress(1)
}

type Scene = {
  readonly hall: HallEntry
  readonly region: Region
  readonly said: DemoComplaint
  readonly now: Date
}

/** Receives one as of some days ago, and takes it as far as it came. */
async function play(host: HandlingHost, trx: Db, { hall, region, said, now }: Scene): Promise<void> {
  const { daysAgo, steps, judgement, ...what } = said
  const began = now.getTime() - daysAgo * DAY_MS
  const unit = { region, organisationId: null, hallId: hall.id }
  const received = await receiveComplaint(
    host,
    trx,
    { ...what, unit, caseNumber: null, staffName: null },
    new Date(began),
  )
  let { row } = received
  for (const [at, { step, by, words, changed }] of DEMO_STEPS.slice(0, steps).entries()) {
    const judged = step === 'JUDGE' ? { judgement } : {}
    const taken = new Date(began + (at + 1) * 5 * HOUR_MS)
    row = await moveComplaint(host, trx, row, { step, by, words, now: taken, changed: { ...changed, ...judged } })
  }
}

/** A channel that was tested twice, some weeks ago and of late. */
async function keepChannel(
  host: HandlingHost,
  trx: Db,
  { id: regionId, areaCode, scopeKey }: Region,
  { alive, ...channel }: (typeof DEMO_CHANNELS)[number],
  now: Date,
): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const calendar = await calendarOf(host, trx, { handlingKey: scopeKey })
  const row = {
    ...channel,
    id: uuidV7(),
    roundId: uuidV7(),
    areaCode,
    regionId,
    scopeKey,
    organisationId: null,
    hallId: null,
    publishedOn: localDate(before(200)),
    endedOn: null,
    testEvery: 20,
    lastTestedAt: null,
    lastAliveAt: null,
    alive: null,
    nextTestDue: workingDaysAfter(calendar, before(21), 20),
  }
  await upsertChannel(trx, row)
  await awaitTest(host, trx, row, before(21))
  const at = before(2)
  const words = alive ? '演示数据：拨测（访问）正常。' : '演示数据：无人接听。'
  await testChannel(host, trx, row, { by: TESTER, now: at, day: localDate(at), alive, words })
}
