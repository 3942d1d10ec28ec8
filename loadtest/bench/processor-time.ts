import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time of processes in hundredths of a second. */
const TICK_MS = 10

/** What follows the name in a line of /proc/…/stat, from the state on; nothing where the system does not tell. */
const statOf = (pid: number | string): readonly string[] => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Of a process and those of its children that have ended. */
const ticksOf = (fields: readonly string[]): number => {
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number)
  return (user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0)
}

/** The process that started another; 0 where the system does not tell. */
export const parentOf = (pid: number): number => Number(statOf(pid)[1] ?? 0)

/** Processor time of a process so far, in milliseconds; of this one without a pid; 0 where the system does not tell. */
export const processorMs = (pid: number | undefined): number => {
  if (pid === undefined) {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  return ticksOf(statOf(pid)) * TICK_MS
}

/** Processor time of a process and all that it started and that runs, in milliseconds: PostgreSQL by its postmaster. */
export const familyMs = (pid: number): number => {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid)
  return [String(pid), ...children].reduce((sum, name) => sum + ticksOf(statOf(name)) * TICK_MS, 0)
}

/** Whether a process is there and does not merely wait to be buried. */
export const isRunning = (pid: number): boolean => !['', 'Z', 'X'].includes(statOf(pid)[0] ?? '')
