import { join } from 'node:path'
import { loadDataSet } from '../../data/load-data-set.ts'
import type { Child } from '../child.ts'
import { openCluster, type BenchDatabase } from '../database.ts'
import type { Ground } from '../ground.ts'
import { makeKey, settingsOn, startServer } from '../product.ts'

/** A city with the codes by which cases and figures know it. */
export type City = { readonly id: number; readonly code: string; readonly area: number }

/** A data set in a database of its own, and the server over it. */
export type SizedSet = {
  readonly cases: number
  readonly database: BenchDatabase
  readonly server: Child
  /** An API key that reads and reports. */
  readonly key: string
  readonly cities: readonly City[]
  /** Twelve months, the last that of the last day: first days, half-open. */
  readonly from: string
  readonly to: string
}

const FIRST_PORT = 4391

/** Loads a data set for each size, all in one PostgreSQL, and starts a server over each. */
export const openSizedSets = async (ground: Ground): Promise<readonly SizedSet[]> => {
  const cluster = await openCluster(ground, ground.keptData)
  const sets: SizedSet[] = []
  for (const [n, cases] of ground.cases.entries()) {
    const database = await cluster.database(`cases_${cases}`, 4)
    ground.say(`Loading ${cases.toLocaleString('en-US')} cases …`)
    const { set } = await loadDataSet({ url: database.url }, { cases }, { signal: ground.stopping })
    await database.pool.query('vacuum (analyze)')
    // Keys of personal data belong to their database: where it is kept, they are.
    const folder = join(ground.keptData ?? ground.folder, `server-${cases}`)
    const settings = { ...settingsOn(ground, database), DATA_DIR: folder }
    const server = await startServer(ground, settings, FIRST_PORT + n)
    const key = await makeKey(settings, 'core.read,core.report')
    sets.push({ cases, database, server, key, cities: await citiesOf(database), ...yearUntil(set.until) })
  }
  return sets
}

const citiesOf = async ({ pool }: BenchDatabase): Promise<readonly City[]> => {
  const { rows } = await pool.query<City>(
    `select id, code, area_code / 100 as area from core.region where level = 'CITY' order by code`,
  )
  return rows
}

const yearUntil = (until: string): { readonly from: string; readonly to: string } => {
  const [year, month] = [Number(until.slice(0, 4)), Number(until.slice(5, 7))]
  const first = (months: number): string => new Date(Date.UTC(year, months, 1)).toISOString().slice(0, 10)
  return { from: first(month - 12), to: first(month) }
}
