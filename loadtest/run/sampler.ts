import { readFileSync } from 'node:fs'
import { familyMs, processorMs } from '../bench/processor-time.ts'

/** What was seen of the server and of PostgreSQL at a moment. */
export type Sample = {
  /** Seconds since the run began. */
  readonly at: number
  /** Memory of the server that is in use (resident), in MiB; null where the system does not tell. */
  readonly memory: number | null
  /** Processors that were busy since the sample before: 1 is one of them all of the time. */
  readonly server: number
  readonly postgres: number
}

/** Looks at processes until it is stopped. */
export type Sampler = { readonly stop: () => readonly Sample[] }

/** Samples the server and the family of PostgreSQL every so many seconds. */
export const startSampler = (server: number, postmaster: number, everySeconds: number): Sampler => {
  const begun = performance.now()
  const samples: Sample[] = []
  let before = { at: begun, server: processorMs(server), postgres: familyMs(postmaster) }
  const look = (): void => {
    const now = { at: performance.now(), server: processorMs(server), postgres: familyMs(postmaster) }
    const share = (used: number): number => Math.max(0, Math.round((used / (now.at - before.at)) * 1_000) / 1_000)
    samples.push({
      at: Math.round((now.at - begun) / 1_000),
      memory: memoryOf(server),
      server: share(now.server - before.server),
      postgres: share(now.postgres - before.postgres),
    })
    before = now
  }
  const timer = setInterval(look, everySeconds * 1_000)
  return {
    stop: () => {
      clearInterval(timer)
      return samples
    },
  }
}

const memoryOf = (pid: number): number | null => {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 102.4) / 10
  } catch {
    return null
  }
}
