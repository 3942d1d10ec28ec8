import type pg from 'pg'
import type { Child } from '../child.ts'
import { openDatabase } from '../database.ts'
import type { Ground } from '../ground.ts'
import { copyExample } from '../example.ts'
import { makeKey, settingsOn, startProcess, startServer, type Settings } from '../product.ts'

/** What is measured and what it is measured against, all on one PostgreSQL. */
export type Stage = {
  readonly server: Child
  readonly yoga: Child
  readonly mercurius: Child
  readonly postgraphile: Child
  /** An API key that may report. */
  readonly key: string
  readonly settings: Settings
  readonly pool: pg.Pool
  /** Of PostgreSQL. */
  readonly postmaster: number
}

const COLUMNS = `source text, external_id text, event_id text, kind text, occurred_at timestamptz, hall text, matter text,
  primary key (source, external_id, event_id)`

/** Sets up the registers, the server and its peers. */
export const setStage = async (ground: Ground): Promise<Stage> => {
  await copyExample(ground)
  const database = await openDatabase(ground)
  const settings = settingsOn(ground, database)
  const key = await makeKey(settings)
  await makePeerTables(database.pool)
  ground.say('Starting the server and its peers …')
  const peer = (name: string, port: number): Promise<Child> =>
    startProcess(ground, `loadtest/peers/${name}.ts`, { ...settings, PORT: String(port) })
  return {
    server: await startServer(ground, settings),
    yoga: await peer('yoga', 4392),
    mercurius: await peer('mercurius', 4393),
    postgraphile: await peer('postgraphile', 4394),
    key,
    settings,
    pool: database.pool,
    postmaster: database.postmaster,
  }
}

const makePeerTables = async (pool: pg.Pool): Promise<void> => {
  for (const name of ['copy', 'raw', 'autocommit', 'yoga', 'mercurius']) {
    await pool.query(`create table ${name}_event (${COLUMNS})`)
  }
  await pool.query('create schema postgraphile_peer')
  await pool.query(`create table postgraphile_peer.event (${COLUMNS})`)
}
