import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Gather } from '../../src/cases/gather.ts'
import { createGather } from '../../src/cases/gather.ts'
import type { Database } from '../../src/database/database.ts'
import { wholeRange } from '../../src/database/scope.ts'
import { problem } from '../../src/graphql/errors.ts'
import { at } from '../clock/fixtures.ts'
import type { CasesKit } from './cases-kit.ts'
import { caseOf, clear, event, everything, JISHOU, KAIFU, startCases, statuses } from './cases-kit.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
beforeEach(() => clear(kit.database))
afterAll(() => kit.close())

const clock = { now: async () => at('2018-10-16 12:00') }
const may = async () => true
const ACCEPTED = '2018-10-15 10:00'

/** A gatherer whose transactions are counted and may be kept waiting, or lost. */
const start = (before: () => Promise<void> = async () => undefined, after: () => void = () => undefined) => {
  let transactions = 0
  const withScope: Database['withScope'] = async (scope, work) => {
    transactions++
    await before()
    const result = await kit.database.withScope(scope, work)
    after()
    return result
  }
  const database: Database = { ...kit.database, withScope }
  const gather: Gather = createGather({ database, clock, openEngine: kit.openEngine })
  return { gather, transactions: () => transactions }
}

const one = async (gather: Gather, ...events: Parameters<typeof event>) =>
  statuses(await gather(wholeRange, [event(...events)], may))

describe('calls that are gathered', () => {
  test('are written at once when nothing is going on', async () => {
    const { gather, transactions } = start()
    expect(await one(gather, 'A', 'ACCEPTED', ACCEPTED)).toEqual(['STORED'])
    expect(await one(gather, 'A', 'ACCEPTED', ACCEPTED)).toEqual(['DUPLICATE'])
    expect(transactions()).toBe(2)
  })

  test('of many senders share few transactions, each with the answer to its own', async () => {
    const { gather, transactions } = start()
    const calls = Array.from({ length: 200 }, (_, n) => one(gather, `N${n % 150}`, 'ACCEPTED', ACCEPTED))
    const answers = (await Promise.all(calls)).flat()
    expect(Map.groupBy(answers, (status) => status).get('STORED')).toHaveLength(150)
    expect(Map.groupBy(answers, (status) => status).get('DUPLICATE')).toHaveLength(50)
    expect(transactions()).toBeLessThanOrEqual(4)
    expect((await everything(kit.database)).cases).toHaveLength(150)
  })

  test('leave at most two batches in flight, and gather behind them', async () => {
    let [running, most] = [0, 0]
    const { gather, transactions } = start(
      async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 20))
      },
      () => running--,
    )
    const calls: Promise<string[]>[] = []
    for (let n = 0; n < 60; n++) {
      calls.push(one(gather, `N${n}`, 'ACCEPTED', ACCEPTED))
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect((await Promise.all(calls)).flat()).toEqual(Array.from({ length: 60 }, () => 'STORED'))
    expect(most).toBe(2)
    expect(transactions()).toBeLessThan(30)
  })

  test('keep the order of a case', async () => {
    const { gather } = start()
    const kinds = ['SUBMITTED', 'ACCEPTED', 'CLOSED'] as const
    await Promise.all(kinds.map((kind, n) => one(gather, 'A', kind, `2018-10-15 1${n}:00`)))
    expect((await caseOf(kit.database, 'A')).state).toBe('CLOSED')
  })

  test('of different ranges never share one: each may touch its own', async () => {
    const { gather, transactions } = start()
    const own = [event('K', 'ACCEPTED', ACCEPTED, { source: 'k' })]
    const foreign = [event('J', 'ACCEPTED', ACCEPTED, { source: 'j' })]
    const [inRange, outside] = await Promise.all([gather(KAIFU, own, may), gather(JISHOU, foreign, may)])
    expect(statuses(inRange)).toEqual(['STORED'])
    expect(outside.map(({ status }) => status)).toEqual(['REJECTED'])
    expect(transactions()).toBeGreaterThanOrEqual(1)
    expect((await everything(kit.database)).cases).toHaveLength(1)
  })

  test('are refused by the place in their own call, and a bad one keeps out no other', async () => {
    const { gather } = start()
    const unreadable = problem('INVALID_INPUT', {}, ['input', '0', 'occurredAt'])
    const bad = event('B', 'ACCEPTED', ACCEPTED, { matter: 'NONE' })
    const [good, refused, read] = await Promise.all([
      gather(wholeRange, [event('A', 'ACCEPTED', ACCEPTED)], may),
      gather(wholeRange, [event('C', 'ACCEPTED', ACCEPTED), bad], may),
      gather(wholeRange, [unreadable], may),
    ])
    expect(statuses(good)).toEqual(['STORED'])
    expect(refused).toMatchObject([{ status: 'STORED' }, { problem: { path: ['input', '1', 'matter'] } }])
    expect(read).toEqual([{ status: 'REJECTED', problem: unreadable }])
  })
})

describe('a call that cannot be written', () => {
  test('for the loss of the database is not answered, leaves nothing, and may be sent again', async () => {
    let isLost = true
    const { gather } = start()
    const lost = createGather({
      database: {
        ...kit.database,
        withScope: (scope, work) =>
          kit.database.withScope(scope, async (trx) => {
            const result = await work(trx)
            if (isLost) throw new Error('connection terminated')
            return result
          }),
      },
      clock,
      openEngine: kit.openEngine,
    })
    const calls = ['A', 'B'].map((number) => one(lost, number, 'ACCEPTED', ACCEPTED))
    const ends = await Promise.allSettled(calls)
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await everything(kit.database)).cases).toEqual([])
    isLost = false
    expect(await one(lost, 'A', 'ACCEPTED', ACCEPTED)).toEqual(['STORED'])
    expect(await one(gather, 'A', 'ACCEPTED', ACCEPTED)).toEqual(['DUPLICATE'])
  })

  test('but was committed without an answer is a duplicate when it is sent again', async () => {
    let isCut = true
    const { gather } = start(undefined, () => {
      if (isCut) throw new Error('connection terminated')
    })
    await expect(one(gather, 'A', 'ACCEPTED', ACCEPTED)).rejects.toThrow('connection terminated')
    isCut = false
    expect(await one(gather, 'A', 'ACCEPTED', ACCEPTED)).toEqual(['DUPLICATE'])
  })

  test('whose rights ended while it waited is refused', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const { gather } = start(() => held)
    const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
    const first = one(gather, 'A', 'ACCEPTED', ACCEPTED)
    await turn()
    const second = one(gather, 'B', 'ACCEPTED', ACCEPTED)
    await turn()
    const ended = gather(wholeRange, [event('C', 'ACCEPTED', ACCEPTED)], async () => false)
    const refused = expect(ended).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await new Promise((resolve) => setTimeout(resolve, 550))
    release()
    await refused
    expect([await first, await second]).toEqual([['STORED'], ['STORED']])
    expect((await everything(kit.database)).cases).toHaveLength(2)
  })

  test('beyond the bound does not wait: the sender is told to come again', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const { gather } = start(() => held)
    const items = Array.from({ length: 20 }, (_, n) => problem('INVALID_INPUT', {}, [String(n)]))
    const first = [one(gather, 'A', 'ACCEPTED', ACCEPTED)]
    await new Promise((resolve) => setTimeout(resolve, 5))
    first.push(one(gather, 'B', 'ACCEPTED', ACCEPTED))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const queued = Array.from({ length: 500 }, () => gather(wholeRange, items, may))
    await expect(gather(wholeRange, items, may)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    release()
    expect((await Promise.all(first)).flat()).toEqual(['STORED', 'STORED'])
    expect(await Promise.all(queued)).toHaveLength(500)
  })
})
