import type { Child } from '../child.ts'
import { loadDataSet } from '../../data/load-data-set.ts'
import { openDatabase } from '../database.ts'
import type { Ground } from '../ground.ts'
import { makeKey, settingsOn, startProcess, startServer } from '../product.ts'
import { makePeerContent } from './peer-content.ts'
import { drawSample, type PeerName, type Sample } from './sample.ts'

/** What is measured, over the same content, and what is asked of it. */
export type Stage = {
  readonly servers: Readonly<Record<PeerName, Child>>
  /** An API key that may read. */
  readonly key: string
  /** Of PostgreSQL. */
  readonly postmaster: number
  readonly sample: Sample
}

const CASES = { quick: 6_000, whole: 50_000 } as const

/** Loads cases by the product's bulk path, gives the peers the same in tables of their own, and starts all. */
export const setStage = async (ground: Ground): Promise<Stage> => {
  const database = await openDatabase(ground, 2)
  const settings = settingsOn(ground, database)
  const cases = ground.quick ? CASES.quick : CASES.whole
  ground.say(`Loading ${cases.toLocaleString('en-US')} cases …`)
  const { set } = await loadDataSet({ url: database.url }, { cases }, { signal: ground.stopping })
  const key = await makeKey(settings, 'core.read')
  await makePeerContent(database.pool)
  ground.say('Starting the server and its peers …')
  const peer = (name: string, port: number): Promise<Child> =>
    startProcess(ground, `loadtest/peers/reads/${name}.ts`, { ...settings, PORT: String(port) })
  const own = await startServer(ground, settings, 4401)
  const servers = {
    own: { ...own, url: `${own.url}/graphql` },
    yoga: await peer('yoga', 4402),
    mercurius: await peer('mercurius', 4403),
    postgraphile: await peer('postgraphile', 4404),
    'raw SQL': await peer('raw', 4405),
  }
  const sample = await drawSample(database.pool, servers.own.url, key, set.until)
  return { servers, key, postmaster: database.postmaster, sample }
}
