import { uuidV7 } from '../uuid.ts'
import { calendarOf, type Actor, type HandlingHost } from './handling-host.ts'
import { insertChannelTest, updateChannel, type ChannelRow } from './queries/channel.ts'
import type { Db } from './queries/complaint.ts'
import { workingDaysAfter } from './rules/deadline.ts'

/** A test of a channel, as it was made. */
export type MadeTest = {
  readonly by: Actor
  readonly now: Date
  readonly day: string
  readonly alive: boolean
  readonly words: string
}

type ChannelHost = Pick<HandlingHost, 'registers' | 'clocks' | 'addDeltas'>

/** Starts the clock until the next test of a channel. */
export async function awaitTest(
  { clocks }: Pick<ChannelHost, 'clocks'>,
  trx: Db,
  row: ChannelRow,
  now: Date,
): Promise<void> {
  const { roundId: id, title, nextTestDue: due } = row
  const named = { clock: 'complaint-channel-test', subject: 'complaints.channel', id, title } as const
  await clocks.start(trx, { ...named, place: row, start: now, due })
}

/** Writes down a test with its figures, and starts the clock until the next. In the scope of the engine. */
export async function testChannel(host: ChannelHost, trx: Db, row: ChannelRow, test: MadeTest): Promise<void> {
  const { by, now, day, alive, words } = test
  const { areaCode, regionId, scopeKey, organisationId, hallId } = row
  const unit = { areaCode, regionId, scopeKey, organisationId, hallId }
  const made = { id: uuidV7(), channelId: row.id, at: now, day, testerId: by.id, tester: by.name, alive, words }
  await insertChannelTest(trx, { ...made, ...unit })
  const calendar = await calendarOf(host, trx, { handlingKey: scopeKey })
  const next = { nextTestDue: workingDaysAfter(calendar, now, row.testEvery), roundId: made.id }
  await updateChannel(trx, row.id, { ...next, lastTestedAt: now, alive, ...(alive && { lastAliveAt: now }) })
  await host.clocks.close(trx, { clock: 'complaint-channel-test', id: row.roundId }, now)
  await awaitTest(host, trx, { ...row, ...next }, now)
  const delta = { place: unit, day, n: 1, ...(organisationId !== null && { organisationId }) }
  await host.addDeltas(trx, [
    { ...delta, measure: 'complaint-channel-tests' },
    ...(alive ? [{ ...delta, measure: 'complaint-channel-tests-alive' }] : []),
  ])
}
