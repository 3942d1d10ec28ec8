import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startEmbedded } from '@zhikong/core'
import pg from 'pg'
import type { Ground } from '../ground.ts'
import { isRunning, parentOf } from '../processor-time.ts'

/** A PostgreSQL that can be killed, and comes back at the same address. */
export type KillableDatabase = {
  /** The owner's login, as `DATABASE_URL`. */
  readonly url: string
  readonly pool: pg.Pool
  /** Kills the postmaster with -9 and starts PostgreSQL again, which recovers. */
  readonly killAndRecover: () => Promise<void>
}

/** Starts PostgreSQL on the ground of a benchmark, waiting for its disk. */
export const openKillable = async (ground: Ground): Promise<KillableDatabase> => {
  const [dataFolder, address] = [join(ground.folder, 'data'), join(ground.folder, 'socket')]
  const start = async () => {
    const embedded = await startEmbedded({ dataFolder })
    rmSync(address, { force: true })
    symlinkSync(embedded.socketFolder, address)
    return embedded
  }
  let embedded = await start()
  ground.afterwards(() => embedded.stop())
  const { user, password, database } = await embedded.database('bench')
  const login = password === undefined ? user : `${user}:${encodeURIComponent(password)}`
  const url = `postgresql://${login}@/${database}?host=${encodeURIComponent(address)}`
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined) // of idle connections, when PostgreSQL is killed
  ground.afterwards(() => pool.end())
  return {
    url,
    pool,
    killAndRecover: async () => {
      const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
      const postmaster = parentOf(rows[0]?.pid ?? 0)
      process.kill(postmaster, 'SIGKILL')
      while (isRunning(postmaster)) await wait(5)
      await embedded.stop() // lets go of the folder
      const begun = performance.now()
      embedded = await start()
      ground.say(`PostgreSQL recovered in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    },
  }
}
