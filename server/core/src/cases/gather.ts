import type { Database } from '../database/database.ts'
import type { ScopeRange } from '../graphql/context.ts'
import { type InputProblem, isProblem } from '../graphql/errors.ts'
import { fault } from '../graphql/fault.ts'
import type { Clock } from '../platform-clock.ts'
import type { OpenEngine } from './engine.ts'
import { reportEvents } from './report.ts'
import type { EventResult, ReportedWithApplicant } from './reported-event.ts'

/** An event as it came, or what is wrong with it already. */
type Item = ReportedWithApplicant | InputProblem

/** Takes the events of one call that is authorised already; answers once they are stored for good. */
export type Gather = (
  range: ScopeRange,
  items: readonly Item[],
  /** Whether the sender may still do what it was authorised for. */
  stillMay: () => Promise<boolean>,
) => Promise<readonly EventResult[]>

/** Calls of more events make a transaction of their own: they have little to win. */
const SMALL = 20

/** How many batches are written at a time: one waits for the disk while the other is worked out. */
const IN_FLIGHT = 2

/** How many events a batch takes, and how many wait at most: beyond that the sender is told to come again. */
const BATCH = 500
const MOST_WAITING = 10_000

/** Longer than this nothing waits; the rights of what waited for `RECHECK_MS` are looked at once more. */
const PATIENCE_MS = 5_000
const RECHECK_MS = 500

type Call = {
  readonly range: ScopeRange
  readonly items: readonly Item[]
  readonly stillMay: () => Promise<boolean>
  readonly since: number
  readonly resolve: (results: readonly EventResult[]) => void
  readonly reject: (error: unknown) => void
}

type Services = { readonly database: Database; readonly clock: Clock; readonly openEngine: OpenEngine }

/**
 * Gathers small calls of many senders into one transaction: at once while little is going on, in batches while the
 * batches before are still being written. A batch is of one range, so that what an event may touch is what its own sender
 * may. Events of a case keep the order in which they came within a batch; across batches order does not matter to a case.
 * A call is answered after the commit of its batch; one that fails for want of the database may be sent again.
 * Throws UNAVAILABLE when too many wait, or one has waited too long.
 */
export const createGather = ({ database, clock, openEngine }: Services): Gather => {
  const waiting = createQueue()
  let inFlight = 0
  let isPlanned = false

  const write = async (range: ScopeRange, items: readonly Item[]): Promise<readonly EventResult[]> =>
    reportEvents(database, openEngine, items, { range, now: await clock.now(), historical: false })

  const flush = async (taken: readonly Call[]): Promise<void> => {
    const calls = await admitted(taken)
    const [first] = calls
    if (first === undefined) return
    const all = calls.flatMap(({ items }) => items)
    const results = await write(first.range, all)
    let offset = 0
    for (const { items, resolve } of calls) {
      const start = offset
      offset += items.length
      resolve(items.map((item, index) => ofCall(results[start + index], item, index)))
    }
  }

  const next = (): void => {
    isPlanned = false
    while (inFlight < IN_FLIGHT && waiting.size() > 0) {
      const calls = waiting.take()
      inFlight++
      void flush(calls)
        .catch((error: unknown) => calls.forEach(({ reject }) => reject(error)))
        .finally(() => {
          inFlight--
          next()
        })
    }
  }

  return async (range, items, stillMay) => {
    if (items.length === 0 || items.length > SMALL) return write(range, items)
    if (waiting.size() + items.length > MOST_WAITING) throw tooMany()
    return new Promise((resolve, reject) => {
      waiting.add({ range, items, stillMay, since: performance.now(), resolve, reject })
      if (isPlanned || inFlight >= IN_FLIGHT) return
      isPlanned = true
      setImmediate(next) // what arrived in the same turn comes along
    })
  }
}

/** Turns away those whose rights have ended while they waited, and those that have waited too long. */
const admitted = async (calls: readonly Call[]): Promise<readonly Call[]> => {
  const now = performance.now()
  const kept: Call[] = []
  for (const call of calls) {
    const waited = now - call.since
    if (waited > PATIENCE_MS) call.reject(tooMany())
    else if (waited > RECHECK_MS && !(await call.stillMay())) call.reject(fault('UNAUTHENTICATED'))
    else kept.push(call)
  }
  return kept
}

/** Calls by range, in the order in which they came; ranges take turns. */
const createQueue = () => {
  const byRange = new Map<string, Call[]>()
  let size = 0
  return {
    size: (): number => size,
    add: (call: Call): void => {
      const key = `${call.range.lo}-${call.range.hi}`
      const calls = byRange.get(key)
      if (calls === undefined) byRange.set(key, [call])
      else calls.push(call)
      size += call.items.length
    },
    /** The calls of the next batch. */
    take: (): readonly Call[] => {
      const [first] = byRange
      if (first === undefined) return []
      const [key, calls] = first
      const taken = calls.splice(0, fitting(calls))
      byRange.delete(key)
      if (calls.length > 0) byRange.set(key, calls)
      size -= taken.reduce((sum, { items }) => sum + items.length, 0)
      return taken
    },
  }
}

/** How many of the calls make a batch: at least one. */
const fitting = (calls: readonly Call[]): number => {
  let events = 0
  const end = calls.findIndex(({ items }) => (events += items.length) > BATCH)
  return end < 0 ? calls.length : Math.max(1, end)
}

/** An answer by its place in the call, not in the batch. */
const ofCall = (result: EventResult | undefined, item: Item, index: number): EventResult => {
  if (result === undefined) throw new Error('An event was not answered')
  if (!('problem' in result) || isProblem(item)) return result
  const [input, , ...field] = result.problem.path ?? []
  if (input === undefined) return result
  return { ...result, problem: { ...result.problem, path: [input, String(index), ...field] } }
}

const tooMany = () =>
  fault('UNAVAILABLE', {
    detail: {
      'zh-CN': '待写入的事件过多，请稍后重新报送。',
      en: 'Too many events are waiting to be written. Send them again in a moment.',
    },
  })
