import { declare, openDatabase as openProduct, parseAddress, type Database } from '@zhikong/core'
import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker'
import type pg from 'pg'
import { openDatabase } from '../database.ts'
import type { Ground } from '../ground.ts'
import { copyExample } from '../example.ts'
import { makeKey, settingsOn, startServer, type Settings } from '../product.ts'
import { publishNextYear, type NextYear } from './next-year.ts'
import { reportTemplates, type Templates } from './templates.ts'

/** How many clocks there are, and how many of them fall due and are cancelled. */
export type Size = { readonly running: number; readonly fired: number; readonly cancelled: number }

/** The product's database with its registers and first cases, and the peer's tables beside them. */
export type Stage = {
  readonly settings: Settings
  readonly pool: pg.Pool
  /** As the product's own processes work with it. */
  readonly database: Database
  readonly peer: WorkerUtils
  readonly year: NextYear
  readonly templates: Templates
  /** Of the server without workers, and a key that may report and read. */
  readonly api: { readonly url: string; readonly key: string }
}

/** Sets up registers and calendars, and has the product take the cases that all others are copies of. */
export const setStage = async (ground: Ground): Promise<Stage> => {
  await copyExample(ground)
  const { pool, url } = await openDatabase(ground)
  const settings = settingsOn(ground, { url })
  const year = await publishNextYear(ground.folder, settings)
  const key = await makeKey(settings, 'core.report,core.read')
  const server = await startServer(ground, { ...settings, ROLE: 'api' })
  const api = { url: server.url, key }
  const templates = await reportTemplates(api, pool, year)
  const owner = parseAddress('DATABASE_URL', url)
  const database = await openProduct({ owner, migrations: declare([]).migrations })
  ground.afterwards(() => database.close())
  pool.on('connect', (client) => void client.on('error', () => undefined)) // the peer asks for it
  const peer = await makeWorkerUtils({ pgPool: pool })
  ground.afterwards(() => peer.release())
  await peer.migrate()
  return { settings, pool, database, peer, year, templates, api }
}
