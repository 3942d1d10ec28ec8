import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '@zhikong/core'
import pg from 'pg'
import { openDatabase, type BenchDatabase } from '../database.ts'
import type { Ground } from '../ground.ts'
import { copyExample } from '../example.ts'
import { makeKey, settingsOn, startProcess, startServer, zhikong, type Settings } from '../product.ts'
import type { Child } from '../child.ts'
import { consoleDocument } from './console-document.ts'
import { keepPrincipals } from './principals.ts'
import { HALLS, ORGANISATIONS } from './scene.ts'
import type { OwnSetting } from './stream-arm.ts'

/** The product with its registers, and what is needed to start peers beside it. */
export type StreamStage = {
  readonly server: Child
  readonly own: OwnSetting
  readonly database: BenchDatabase
  readonly peer: (file: string, port: number, settings?: Settings) => Promise<Child>
}

/** Sets up PostgreSQL that remembers when it committed, the registers and the server. */
export const setStreamStage = async (ground: Ground): Promise<StreamStage> => {
  await copyExample(ground)
  await rememberCommits(join(ground.folder, 'data'))
  const database = await openDatabase(ground)
  const settings = settingsOn(ground, database)
  await importRegister(ground, settings, 'organisations', [
    'code,name,region',
    ...ORGANISATIONS.map((code) => `${code},部门（示例）,430000000000`),
  ])
  await importRegister(ground, settings, 'halls', [
    'code,name,region',
    ...HALLS.map(({ code, region }) => `${code},大厅（示例）,${region}`),
  ])
  const key = await makeKey(settings)
  await database.pool.query(
    'create table peer_completion (id bigserial primary key, source text, number int, body text)',
  )
  ground.say('Starting the server and its peers …')
  return {
    server: await startServer(ground, settings),
    own: { key, document: consoleDocument(), principals: keepPrincipals(database.pool) },
    database,
    peer: (file, port, more = {}) =>
      startProcess(ground, `loadtest/peers/${file}.ts`, { ...settings, ...more, PORT: String(port) }),
  }
}

/** So that the instant of a commit can be asked for afterwards; takes a restart. */
const rememberCommits = async (dataFolder: string): Promise<void> => {
  const embedded = await startEmbedded({ dataFolder })
  const client = new pg.Client({ host: embedded.socketFolder, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query('alter system set track_commit_timestamp = on')
  await client.end()
  await embedded.stop()
}

const importRegister = async (
  ground: Ground,
  settings: Settings,
  kind: string,
  lines: readonly string[],
): Promise<void> => {
  const file = join(ground.folder, `${kind}.csv`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  await zhikong(settings, 'import', 'registers', kind, file)
}
