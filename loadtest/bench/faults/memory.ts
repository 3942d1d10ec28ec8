import { readFileSync } from 'node:fs'

/** Watches how much memory a process has. */
export type MemoryWatch = {
  /** The most since it was asked last, in bytes. */
  readonly peak: () => number
  readonly stop: () => void
}

const LOOK_MS = 100

/** Looks ten times a second; `pidOf` says which process it is now. */
export const watchMemory = (pidOf: () => number): MemoryWatch => {
  let most = 0
  const look = (): void => void (most = Math.max(most, residentBytes(pidOf())))
  const timer = setInterval(look, LOOK_MS)
  return {
    peak: () => {
      look()
      const seen = most
      most = 0
      return seen
    },
    stop: () => clearInterval(timer),
  }
}

const residentBytes = (pid: number): number => {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib ?? 0) * 1024
  } catch {
    return 0 // it is being started again
  }
}
