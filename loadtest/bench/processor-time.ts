import { readFileSync } from 'node:fs'

/** Linux counts processor time of processes in hundredths of a second. */
const TICK_MS = 10

/** Processor time of a process so far, in milliseconds; of this one without a pid; 0 where the system does not tell. */
export const processorMs = (pid: number | undefined): number => {
  if (pid === undefined) {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  } catch {
    return 0
  }
}
