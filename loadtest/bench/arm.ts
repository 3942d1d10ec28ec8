import { setTimeout as wait } from 'node:timers/promises'
import { familyMs, processorMs } from './processor-time.ts'

/** One way of doing the work, measured beside others. */
export type Arm = {
  readonly name: string
  /** Of the process whose processor time is counted; undefined when the work is done in this one. */
  readonly pid: number | undefined
  /** Of PostgreSQL, whose processor time is counted beside it. */
  readonly postmaster?: number
  /** Operations in a round: slow arms do fewer. */
  readonly operations: number
  /** Operations under way at a time. */
  readonly width: number
  /** Makes what the round will be given, before the clock starts. */
  readonly prepare?: (round: number) => void
  /** Does operation `n` of round `round`; gives how many events it says it stored. */
  readonly operate: (round: number, n: number) => Promise<number>
  /** Events in one operation. */
  readonly events: number
  /** How many rows there are now. */
  readonly rows: () => Promise<number>
  /** How many events a round must have stored. */
  readonly expected: number
}

/** What one round of an arm took. */
export type Round = {
  readonly eventsPerSecond: number
  /** Milliseconds of processor time of the server, per event. */
  readonly processorMs: number
  /** The same of all processes of PostgreSQL. */
  readonly databaseMs: number
  /** Milliseconds that 99 of 100 operations took at most. */
  readonly p99: number
}

/** Runs one round. @throws Error when the arm did not store exactly what it should have */
export const runRound = async (arm: Arm, round: number, stopping: AbortSignal): Promise<Round> => {
  arm.prepare?.(round)
  const before = await arm.rows()
  const databaseUsed = (): number => (arm.postmaster === undefined ? 0 : familyMs(arm.postmaster))
  const [processor, database, begun] = [processorMs(arm.pid), databaseUsed(), performance.now()]
  const times: number[] = []
  let [next, stored] = [0, 0]
  const work = async (): Promise<void> => {
    while (next < arm.operations) {
      stopping.throwIfAborted()
      const n = next++
      const since = performance.now()
      const more = await arm.operate(round, n)
      stored += more
      times.push(performance.now() - since)
    }
  }
  await Promise.all(Array.from({ length: arm.width }, work))
  const [ms, used] = [performance.now() - begun, processorMs(arm.pid) - processor]
  const databaseMs = (databaseUsed() - database) / (arm.operations * arm.events)
  const added = (await arm.rows()) - before
  if (stored !== arm.expected || added !== arm.expected) {
    throw new Error(`${arm.name} answered ${stored} and stored ${added} events in place of ${arm.expected}`)
  }
  await wait(200)
  const events = arm.operations * arm.events
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
  return { eventsPerSecond: (events / ms) * 1000, processorMs: used / events, databaseMs, p99 }
}
