import { readFileSync, writeFileSync } from 'node:fs'

/** Begins to look for the peak of a process anew, where the system allows it. */
export const forgetPeak = (pid: number): void => {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    // then it is the peak since its start
  }
}

/** The most memory that a process had at a time, in MB; 0 where the system does not tell. */
export const peakMb = (pid: number): number => {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** How many files a process may have open, and so how many sockets; Infinity where the system does not tell. */
export const mostOpenFiles = (): number => {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity)
  } catch {
    return Infinity
  }
}
