import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createRegisters, type Registers } from '../../src/registers/index.ts'
import { openRegisters, type RegistersUnderTest } from './registers-host.ts'

let under: RegistersUnderTest

beforeAll(async () => {
  under = await openRegisters()
})
afterAll(() => under.db.close())
afterEach(() => void vi.restoreAllMocks())

/** From now on no second passes. */
const stopTime = (): void => void vi.spyOn(performance, 'now').mockReturnValue(performance.now())

const newCopy = (onRead: () => void = () => undefined): Registers =>
  createRegisters((work) => {
    onRead()
    return under.db.database.withScope({ mode: 'engine' }, work)
  })

test('nothing is there before the first snapshot', () => {
  expect(() => newCopy().current()).toThrow(/not loaded/)
})

test('reads once for all who ask at the same time, and asks again only after a second', async () => {
  stopTime()
  let reads = 0
  const registers = newCopy(() => (reads += 1))
  const snapshots = await Promise.all(Array.from({ length: 20 }, () => registers.snapshot()))
  expect(new Set(snapshots).size).toBe(1)
  expect(await registers.snapshot()).toBe(snapshots[0])
  expect(registers.current()).toBe(snapshots[0])
  expect(reads).toBe(1)
})

test('a change by another process is seen when told, and what did not change is kept', async () => {
  stopTime()
  const mine = newCopy()
  const before = await mine.snapshot()
  await under.save('channels', [{ code: 'X1', name: '渠道', nameEn: 'Channel', online: true }])
  expect((await mine.snapshot()).index.channelByCode.has('X1')).toBe(false)
  mine.changed()
  const after = await mine.snapshot()
  expect(after.index.channelByCode.get('X1')).toMatchObject({ online: true })
  expect(after.tree).toBe(before.tree)
  expect(after.index.halls).toBe(before.index.halls)
})

test('a fresh snapshot is as new as the call, also while another is being read', async () => {
  const mine = newCopy()
  const slow = mine.snapshot()
  await under.save('channels', [{ code: 'X2', name: '渠道', nameEn: 'Channel' }])
  const fresh = await Promise.all([mine.snapshot(true), mine.snapshot(true)])
  await slow
  for (const { index } of fresh) expect(index.channelByCode.has('X2')).toBe(true)
})

test('a change that comes while a copy is being read is not forgotten', async () => {
  let saved: Promise<unknown> | undefined
  const mine = createRegisters((work) =>
    under.db.database.withScope({ mode: 'engine' }, async (trx) => {
      const kept = await work(trx)
      saved ??= under.save('channels', [{ code: 'X3', name: '渠道', nameEn: 'Channel' }]).then(() => mine.changed())
      await saved
      return kept
    }),
  )
  expect((await mine.snapshot()).index.channelByCode.has('X3')).toBe(false)
  expect((await mine.snapshot()).index.channelByCode.has('X3')).toBe(true)
})

test('each save that changes something is announced, one that does not is not', async () => {
  const heard: string[] = []
  const listening = await under.db.database.listen('zhikong_registers', (kinds) => void heard.push(kinds))
  try {
    const channel = [{ code: 'X4', name: '渠道', nameEn: 'Channel' }]
    await under.save('channels', channel)
    await under.save('channels', channel)
    await under.save('halls', [{ code: 'H', name: '厅', region: '43' }])
    await expect.poll(() => heard).toEqual(['', 'channels', 'halls,windows,staff'])
  } finally {
    await listening.close()
  }
})
