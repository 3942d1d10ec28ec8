import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passSubjects } from '../../../src/alerts/subjects/pass-subjects.ts'
import { socketVariable } from '../../../src/testing/database.ts'
import { at } from '../../clock/fixtures.ts'
import type { SubjectsKit } from './subjects-kit.ts'
import { START, startSubjects } from './subjects-kit.ts'

const due = process.env['ZHIKONG_NIGHT'] === '1' ? 100_000 : 5_000
const UNDER_CUTS = 1_500
const MOST_CUT = 15
const engineScope = { mode: 'engine' } as const

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
})
beforeEach(() => kit.clear())
afterAll(() => kit.end())

/** Clocks that the engine has looked at before it went away, all with a threshold on the same afternoon. */
const startMany = async (count: number): Promise<void> => {
  const { areaCode, scopeKey, regionId } = kit.placeOf('430105')
  const ids = Array.from({ length: count }, () => randomUUID())
  await kit.database.withScope(engineScope, async (trx) => {
    await sql`insert into core.clock_subject (area_code, opened_on, record_id, clock, subject, title, scope_key, region_id,
        start_at, limit_amount, limit_unit, historical, continuous_threshold)
      select ${areaCode}::int, '2018-10-15', id, 'hotline', 'records.letter', '', ${scopeKey}::bigint, ${regionId}::int,
        ${START}::timestamptz, 6, 'HOUR', false, ${START.getTime()}::bigint
      from unnest(${ids}::uuid[]) as of_records(id)`.execute(trx)
  })
}

const raised = () =>
  kit.database.withScope(engineScope, async (trx) => {
    const { rows } = await sql<{ cards: number; records: number; told: number }>`select count(*)::int as cards,
      count(distinct case_id)::int as records, (select count(*)::int from core.outbox) as told from core.alert`.execute(
      trx,
    )
    return rows[0]
  })

/** Looks until nothing is due; a connection that is cut is nothing to a worker but another try. */
const worker = async (when: Date, most?: number): Promise<{ readonly passed: number; readonly cut: number }> => {
  const engine = await kit.openEngine()
  const clocks = kit.declarations.subjectClocks
  let [passed, cut] = [0, 0]
  for (let idle = 0; idle < 3;) {
    try {
      const n = await kit.database.withScope(engineScope, (trx) => passSubjects(trx, engine, clocks, when, most))
      passed += n
      idle = n === 0 ? idle + 1 : 0
      if (n === 0) await delay(50)
    } catch {
      cut += 1
    }
  }
  return { passed, cut }
}

describe('after an outage', () => {
  test(`${due} clocks that are due at once are caught up, each with one card`, async () => {
    await startMany(due)
    const began = performance.now()
    const { passed } = await worker(at('2018-10-15 18:00'))
    const seconds = (performance.now() - began) / 1000
    process.stdout.write(
      `${due} thresholds caught up in ${seconds.toFixed(1)} s (${Math.round(due / seconds)} a second)\n`,
    )
    expect(passed).toBe(due)
    expect(await raised()).toEqual({ cards: due, records: due, told: due })
  }, 600_000)

  test('three workers whose connections are cut at random raise every card once and none twice', async () => {
    await startMany(UNDER_CUTS)
    const done = new AbortController()
    const killer = cutConnections(done.signal)
    const workers = await Promise.all([1, 2, 3].map(() => worker(at('2018-10-15 18:00'), 25)))
    done.abort()
    expect(await killer).toBeGreaterThan(0)
    expect(workers.reduce((sum, { cut }) => sum + cut, 0)).toBeGreaterThan(0)
    expect(await raised()).toEqual({ cards: UNDER_CUTS, records: UNDER_CUTS, told: UNDER_CUTS })
  })
})

/** Ends the server's side of one working connection after another; how many it has ended. */
const cutConnections = async (signal: AbortSignal): Promise<number> => {
  const host = process.env[socketVariable]
  if (host === undefined) throw new Error('No test database server')
  const client = new pg.Client({ host, port: 5432, user: 'postgres', database: kit.database.name })
  await client.connect()
  let ended = 0
  while (!signal.aborted && ended < MOST_CUT) {
    await delay(randomInt(1, 10))
    const { rowCount } = await client.query(`select pg_terminate_backend(pid) from (
      select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and xact_start is not null and query ~ 'clock_subject|core.alert|insert into core.outbox'
      order by random() limit 1) working`)
    ended += rowCount ?? 0
  }
  await client.end()
  return ended
}
