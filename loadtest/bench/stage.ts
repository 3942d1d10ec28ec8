import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbedded } from '@zhikong/core'
import pg from 'pg'
import { startChild, type Child } from './child.ts'

/** What is measured and what it is measured against, all on one PostgreSQL that waits for its disk. */
export type Stage = {
  readonly server: Child
  readonly yoga: Child
  readonly mercurius: Child
  readonly postgraphile: Child
  /** An API key that may report. */
  readonly key: string
  /** Logins of the owner of the database. */
  readonly pool: pg.Pool
}

const checkout = join(import.meta.dirname, '..', '..')
const COLUMNS = `source text, external_id text, event_id text, kind text, occurred_at timestamptz, hall text, matter text,
  primary key (source, external_id, event_id)`

/** Sets everything up in a folder of its own, and takes it down afterwards, however the work ends. */
export const onStage = async <Result>(
  say: (line: string) => void,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'zk-bench-'))
  const ends: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const embedded = await startEmbedded({ dataFolder: join(folder, 'data') })
    ends.push(() => embedded.stop())
    const { user, password, database } = await embedded.database('bench')
    const login = password === undefined ? user : `${user}:${encodeURIComponent(password)}`
    const url = `postgresql://${login}@/${database}?host=${encodeURIComponent(embedded.socketFolder)}`
    const settings = {
      DATABASE_URL: url,
      DATA_DIR: join(folder, 'server'),
      DEMO: '0',
      RATE_PER_MINUTE_KEYS: '10000000',
    }
    say('Loading the registers …')
    await zhikong(
      settings,
      'import',
      'cases',
      example('district-desk.csv'),
      '--map',
      example('district-desk.map.json'),
      '--create-missing',
    )
    const key = await zhikong(
      settings,
      'keys',
      'create',
      '--name',
      'bench',
      '--region',
      '43',
      '--permissions',
      'core.report',
    )
    const pool = new pg.Pool({ connectionString: url, max: 16 })
    pool.on('error', () => undefined) // of idle connections, when PostgreSQL is stopped
    ends.push(() => pool.end())
    await makePeerTables(pool)
    say('Starting the server and its peers …')
    const start = async (file: string, more: Record<string, string>): Promise<Child> => {
      const child = await startChild(join(checkout, file), { ...settings, ...more })
      ends.push(child.stop)
      return child
    }
    const server = await start('server/app/src/main.ts', { PORT: '4391' })
    const yoga = await start('loadtest/peers/yoga.ts', { PORT: '4392' })
    const mercurius = await start('loadtest/peers/mercurius.ts', { PORT: '4393' })
    const postgraphile = await start('loadtest/peers/postgraphile.ts', { PORT: '4394' })
    return await work({ server, yoga, mercurius, postgraphile, key, pool })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

const example = (file: string): string => join(checkout, 'docs/guide/example', file)

/** Runs a command of the product; gives what it printed. */
const zhikong = async (settings: Record<string, string>, ...args: readonly string[]): Promise<string> => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings }
  const { stdout } = await promisify(execFile)(process.execPath, [join(checkout, 'server/app/src/cli.ts'), ...args], {
    env,
  })
  return stdout.trim()
}

const makePeerTables = async (pool: pg.Pool): Promise<void> => {
  for (const name of ['copy', 'raw', 'autocommit', 'yoga', 'mercurius']) {
    await pool.query(`create table ${name}_event (${COLUMNS})`)
  }
  await pool.query('create schema postgraphile_peer')
  await pool.query(`create table postgraphile_peer.event (${COLUMNS})`)
}
