import { join } from 'node:path'
import { startEmbedded } from '@zhikong/core'
import pg from 'pg'
import type { Site } from './ground.ts'
import { parentOf } from './processor-time.ts'

/** A PostgreSQL of the benchmark's own, which waits for its disk. */
export type BenchDatabase = {
  /** The owner's login, as `DATABASE_URL`. */
  readonly url: string
  /** The process whose children do the work of PostgreSQL. */
  readonly postmaster: number
  /** Logins of the owner. */
  readonly pool: pg.Pool
}

/** Starts PostgreSQL on the ground of a benchmark, with an empty database. */
export const openDatabase = async (site: Site, connections = 16): Promise<BenchDatabase> => {
  const embedded = await startEmbedded({ dataFolder: join(site.folder, 'data') })
  site.afterwards(() => embedded.stop())
  const { user, password, database } = await embedded.database('bench')
  const login = password === undefined ? user : `${user}:${encodeURIComponent(password)}`
  const url = `postgresql://${login}@/${database}?host=${encodeURIComponent(embedded.socketFolder)}`
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('error', () => undefined) // of idle connections, when PostgreSQL is stopped
  site.afterwards(() => pool.end())
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  return { url, postmaster: parentOf(rows[0]?.pid ?? 0), pool }
}
