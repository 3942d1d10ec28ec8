import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { StartRefused } from '../../operations/start-refused.ts'
import type { Ownership } from './ownership.ts'
import { isServerOf } from './process-identity.ts'

const politeMs = 15_000
const firmMs = 5_000

/**
 * Clears what a killed process left behind: its server is stopped if it still runs, its socket folder and a stale
 * `postmaster.pid` go away. Throws StartRefused when the server that runs on the data was not started by us.
 */
export async function clearLeftBehind(cluster: string, before: Ownership | undefined): Promise<void> {
  const pid = postmasterOf(cluster)
  if (pid !== undefined && isServerOf(pid, cluster)) {
    if (pid !== before?.server) {
      throw new StartRefused(
        `The data folder ${cluster} is in use by the database server of process ${pid}: stop it first.`,
      )
    }
    await stopServer(pid, cluster)
  }
  if (pid !== undefined) rmSync(join(cluster, 'postmaster.pid'), { force: true })
  if (before?.socketFolder) rmSync(before.socketFolder, { recursive: true, force: true })
}

function postmasterOf(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Fast shutdown; the immediate one when it takes too long. */
async function stopServer(pid: number, cluster: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', politeMs],
    ['SIGQUIT', firmMs],
  ] as const) {
    process.kill(pid, signal)
    const end = Date.now() + patience
    while (Date.now() < end) {
      if (!isServerOf(pid, cluster)) return
      await delay(20)
    }
  }
  throw new StartRefused(`The database server of process ${pid}, left behind by an earlier run, does not stop.`)
}
