import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from '../child.ts'
import { familyMs, processorMs } from '../processor-time.ts'
import { openKept } from './kept-connection.ts'

/** What one round of an arm took. */
export type Round = {
  readonly perSecond: number
  /** Milliseconds of processor time of the server, and of PostgreSQL, for one answer. */
  readonly serverMs: number
  readonly postgresMs: number
  /** Milliseconds that 99 of 100 answers took at most. */
  readonly p99: number
}

/** One way of answering. */
export type ReadArm = {
  readonly server: Child
  readonly headers: Readonly<Record<string, string>>
  /** The body of request `n`. */
  readonly body: (n: number) => string
}

export type Pace = { readonly connections: number; readonly ms: number; readonly postmaster: number }

/** Asks over all connections for some time, and counts what is answered. */
export const runRound = async (
  arm: ReadArm,
  { connections, ms, postmaster }: Pace,
  stopping: AbortSignal,
): Promise<Round> => {
  const kept = await Promise.all(Array.from({ length: connections }, () => openKept(arm.server.url, arm.headers)))
  const usedBefore = [processorMs(arm.server.pid), familyMs(postmaster)] as const
  const begun = performance.now()
  const times: number[] = []
  let next = 0
  const work = async ({ post }: (typeof kept)[number]): Promise<void> => {
    while (performance.now() - begun < ms) {
      stopping.throwIfAborted()
      const since = performance.now()
      const answer = await post(arm.body(next++))
      if (!answer.startsWith('{"data":{')) throw new Error(`No data: ${answer.slice(0, 400)}`)
      times.push(performance.now() - since)
    }
  }
  try {
    await Promise.all(kept.map(work))
  } finally {
    for (const { close } of kept) close()
  }
  const took = performance.now() - begun
  const [server, postgres] = [processorMs(arm.server.pid) - usedBefore[0], familyMs(postmaster) - usedBefore[1]]
  await wait(100)
  return {
    perSecond: (times.length / took) * 1000,
    serverMs: server / times.length,
    postgresMs: postgres / times.length,
    p99: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0,
  }
}
