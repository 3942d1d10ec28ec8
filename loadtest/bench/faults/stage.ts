import type { Child } from '../child.ts'
import type { Ground } from '../ground.ts'
import { copyExample } from '../example.ts'
import { makeKey, settingsOn, startServer, type Settings } from '../product.ts'
import { openKillable, type KillableDatabase } from './killable-database.ts'
import { openSender, type Sender } from './sender.ts'

export type Role = 'api' | 'worker'

/** The product in two processes over a database that can be killed, and a source that reports. */
export type Stage = {
  readonly database: KillableDatabase
  readonly settings: Settings
  readonly sender: Sender
  readonly api: () => Child
  /** Kills a process with -9 and starts it again, as whoever watches over it would. */
  readonly killAndRestart: (role: Role) => Promise<void>
}

const PORTS: Readonly<Record<Role, number>> = { api: 4391, worker: 4392 }

/** Sets up the registers and starts both processes. */
export const setStage = async (ground: Ground): Promise<Stage> => {
  await copyExample(ground)
  const database = await openKillable(ground)
  const settings = settingsOn(ground, database)
  const key = await makeKey(settings)
  const start = (role: Role): Promise<Child> => startServer(ground, { ...settings, ROLE: role }, PORTS[role])
  const running: Record<Role, Child> = { api: await start('api'), worker: await start('worker') }
  const sender = openSender('bench faults', running.api.url, key)
  ground.afterwards(sender.close)
  return {
    database,
    settings,
    sender,
    api: () => running.api,
    killAndRestart: async (role) => {
      process.kill(running[role].pid, 'SIGKILL')
      await running[role].ended
      running[role] = await start(role)
    },
  }
}

/** Runs a burst of so many seconds, and what goes on beside it. */
export const burstFor = async ({ sender }: Pick<Stage, 'sender'>, seconds: number, stopping: AbortSignal) => {
  const sent = await sender.burst(AbortSignal.any([AbortSignal.timeout(seconds * 1000), stopping]))
  stopping.throwIfAborted()
  return sent
}
