import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import type { Database, Freshness } from '../../src/database/database.ts'
import { startEmbedded } from '../../src/database/embedded/index.ts'
import type { EmbeddedServer } from '../../src/database/embedded/index.ts'
import type { Scope } from '../../src/database/scope.ts'
import { coreMigrations } from '../../src/migrations.ts'
import { until } from '../feed/feed-kit.ts'
import { asSuperuser, startStandby } from './standby.ts'

const longestLagMs = 1_500
const migrations = [{ name: 'core', migrations: coreMigrations }]
const READER: Scope = { mode: 'reader', lo: 100, hi: 200, units: [] }

let folder: string
let primary: EmbeddedServer
let standby: EmbeddedServer
let database: Database

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zk-replica-'))
  const primaryFolder = join(folder, 'primary')
  primary = await startEmbedded({ dataFolder: primaryFolder, durable: false })
  const owner = await primary.database('replicated')
  const before = await openDatabase({ owner, migrations })
  await before.close()
  standby = await startStandby(primary, primaryFolder, join(folder, 'standby'))
  const replica = { host: standby.socketFolder, port: 5432, longestLagMs }
  database = await openDatabase({ owner, migrations, replica })
  await until(() => database.replica()?.inUse === true, 'the replica is in use')
})

afterAll(async () => {
  await database?.close()
  await standby?.stop()
  await primary?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What a reader sees: on which server, and how many rows of the day. */
const look = (freshness: Freshness, scope: Scope = READER) =>
  database.withScope(
    scope,
    async (trx) => {
      const { rows } = await sql<{ copy: boolean; n: number }>`select pg_is_in_recovery() as copy,
        (select count(*)::int from core.measure_day) as n`.execute(trx)
      return rows[0]
    },
    freshness,
  )

const insert = (regionId: number, scopeKey: number) =>
  database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .insertInto('core.measureDay')
      .values({ regionId, scopeKey, areaCode: 430102, day: '2026-03-02', measure: 'm', source: '', own: 1, whole: 1 })
      .execute(),
  )

test('what may be a moment old is read on the copy, within the same rights; all else on the primary', async () => {
  await insert(1, 150)
  await insert(2, 250)
  await until(async () => (await look('recent'))?.n === 1, 'the copy has the row within the reach')
  expect(await look('recent')).toEqual({ copy: true, n: 1 })
  expect(await look('recent', { ...READER, lo: 0, hi: 100 })).toEqual({ copy: true, n: 0 })
  expect(await look('recent', { ...READER, lo: 0, hi: 300 })).toEqual({ copy: true, n: 2 })
  expect(await look('now')).toEqual({ copy: false, n: 1 })
  expect(await look('recent', { mode: 'engine' })).toEqual({ copy: false, n: 2 })
})

test('what turns out to write is run on the primary', async () => {
  const written = await database.withScope(
    READER,
    async (trx) => {
      const { rows } = await sql<{ id: string | null }>`select pg_current_xact_id()::text as id`.execute(trx)
      return rows[0]?.id
    },
    'recent',
  )
  expect(written).toMatch(/^\d+$/)
})

test('a copy that is too far behind is not read until it has caught up, however busy the primary is', async () => {
  await asSuperuser(standby, (client) => client.query('select pg_wal_replay_pause()'))
  await insert(3, 160)
  await until(async () => (await look('recent'))?.copy === false, 'it is read no more')
  expect(await look('recent')).toEqual({ copy: false, n: 2 })
  expect(database.replica()).toMatchObject({ inUse: false })
  await asSuperuser(standby, (client) => client.query('select pg_wal_replay_resume()'))
  await until(async () => (await look('recent'))?.copy === true, 'it is read again')
  expect(await look('recent')).toEqual({ copy: true, n: 2 })
})

test('a copy that dies costs no answer, and is read again when it is back', async () => {
  const ended = standby.ended
  standby.kill()
  const answers = await Promise.all(Array.from({ length: 20 }, () => look('recent')))
  await ended
  expect(answers.map((answer) => answer?.n)).toEqual(answers.map(() => 2))
  await until(() => database.replica()?.lagMs === null, 'it is known to be away')
  expect(await look('recent')).toEqual({ copy: false, n: 2 })
})
