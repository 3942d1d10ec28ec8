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

/** A PostgreSQL with any number of databases, made when they are not there. */
export type BenchCluster = { readonly database: (name: string, connections?: number) => Promise<BenchDatabase> }

/** Starts PostgreSQL on a folder, that of the site unless another is given. */
export const openCluster = async (site: Site, folder = join(site.folder, 'data')): Promise<BenchCluster> => {
  const embedded = await startEmbedded({ dataFolder: folder })
  site.afterwards(() => embedded.stop())
  return {
    database: async (name, connections = 16) => {
      const { user, password, database } = await embedded.database(name)
      const login = password === undefined ? user : `${user}:${encodeURIComponent(password)}`
      const url = `postgresql://${login}@/${database}?host=${encodeURIComponent(embedded.socketFolder)}`
      const pool = new pg.Pool({ connectionString: url, max: connections })
      pool.on('error', () => undefined) // of idle connections, when PostgreSQL is stopped
      site.afterwards(() => pool.end())
      const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
      return { url, postmaster: parentOf(rows[0]?.pid ?? 0), pool }
    },
  }
}

/** Starts PostgreSQL on the ground of a benchmark, with an empty database. */
export const openDatabase = async (site: Site, connections = 16): Promise<BenchDatabase> =>
  (await openCluster(site)).database('bench', connections)
