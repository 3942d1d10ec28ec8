import { createApiKey } from '@zhikong/core'
import { openTestPlatform } from '@zhikong/core/testing'
import type { TestPlatform } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { plugins } from '../../src/plugins.ts'
import { cleanUp, freePort, freshDataFolder, startMain } from '../started-process.ts'
import type { StartedProcess } from '../started-process.ts'

/** How long after the process that leads was killed its work is certainly taken over; half a second is usual. */
const takenOverMs = 5_000
const cases = 40
const stopMs = 10_000

let platform: TestPlatform
let workers: readonly StartedProcess[]
let apis: readonly string[]
let key: string

beforeAll(async () => {
  platform = await openTestPlatform(plugins)
  await platform.save('halls', [{ code: 'EAST', name: '东区政务服务大厅', region: '430102000000' }])
  await platform.save('matters', [{ code: 'M', name: '食品经营许可', type: 'LICENCE', kind: 'PROMISED' as const }])
  const [province] = platform.registers.current().tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const region = { id: province.id, lo: province.scopeKey, hi: province.scopeEnd }
  const permissions = Object.keys(platform.declarations.permissions)
  key = (await createApiKey(platform.database, { name: 'roles', region, permissions })).key

  const shared = { DATA_DIR: freshDataFolder(), DATABASE_URL: platform.url, DEMO: '0' }
  const start = async (role: string) => startMain({ ...shared, ROLE: role, PORT: String(await freePort()) })
  const leader = await start('worker')
  await leader.ready() // so that it leads in everything, and the keys are made
  const [standby, ...serving] = await Promise.all([start('worker'), start('api'), start('api')])
  workers = [leader, ...(standby === undefined ? [] : [standby])]
  apis = await Promise.all(serving.map((api) => api.ready()))
  await standby?.ready()
})

afterAll(async () => {
  await cleanUp()
  await platform.end()
})

/** Reports the acceptance of a case that is due at an instant. */
async function accept(api: string, number: number, dueAt: Date): Promise<void> {
  const input = [
    {
      source: 'roles',
      externalId: `case-${number}`,
      eventId: '1',
      kind: 'ACCEPTED',
      hall: 'EAST',
      matter: 'M',
      occurredAt: new Date(Date.now() - 1_000),
      dueAt,
    },
  ]
  const query = `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored } }`
  const answer = await fetch(`${api}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  })
  expect(await answer.json()).toEqual({ data: { reportCaseEvents: { stored: 1 } } })
}

type Tally = { cards: number; slowestMs: number; told: number; toldOnce: number; numbered: boolean; waiting: number }

const YELLOW = sql.raw(`(select payload from core.outbox where topic = 'ALERT' and level = 'YELLOW'
  and payload::json ->> 'alertId' in (select alert_id::text from core.alert where subject = 'case')) as told`)

const tally = () =>
  platform.database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql<Tally>`select
      (select count(*)::int from core.alert where level = 'YELLOW' and subject = 'case') as cards,
      (select coalesce(max(extract(epoch from raised_at - due_at)) * 1000, 0)::float8 from core.alert
        where level = 'YELLOW' and subject = 'case') as slowest_ms,
      (select count(*)::int from ${YELLOW}) as told,
      (select count(distinct payload::json ->> 'alertId')::int from ${YELLOW}) as told_once,
      (select count(*) = max(seq) and count(*) = count(seq) from core.outbox) as numbered,
      (select count(*)::int from core.measure_delta) as waiting`.execute(trx)
    return rows[0]
  })

async function until(condition: () => Promise<boolean>, patienceMs: number): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await condition());) {
    if (performance.now() > end) throw new Error(`Not within ${patienceMs} ms: ${JSON.stringify(await tally())}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('each role does its part: no page at a worker, and both say what they are', async () => {
  const [worker, api] = [await workers[0]?.ready(), apis[0]]
  expect(await (await fetch(`${worker}/health/ready`)).json()).toMatchObject({ status: 'ready', role: 'worker' })
  expect(await (await fetch(`${api}/health/ready`)).json()).toMatchObject({ status: 'ready', role: 'api' })
  expect((await fetch(`${worker}/graphql`, { method: 'POST' })).status).toBe(404)
  const locks = await platform.database.withOwner((db) =>
    sql<{ clients: number }>`select count(distinct application_name)::int as clients from pg_stat_activity
      where datname = current_database() and application_name like 'zhikong lock %'`.execute(db),
  )
  expect(locks.rows[0]?.clients).toBeGreaterThan(5)
})

test('the worker that leads is killed: another takes over, every card is raised and told once', async () => {
  const begun = Date.now()
  const due = (number: number) => new Date(begun + 4_000 + (number / cases) * 4_000)
  const numbers = Array.from({ length: cases }, (_, number) => number)
  await Promise.all(numbers.map((number) => accept(apis[number % apis.length] ?? '', number, due(number))))
  await until(async () => ((await tally())?.cards ?? 0) >= cases / 4, stopMs)
  await workers[0]?.stop('SIGKILL', stopMs)
  expect((await tally())?.cards).toBeLessThan(cases)
  await until(async () => {
    const now = await tally()
    return now?.cards === cases && now.numbered && now.waiting === 0
  }, 4_000 + takenOverMs)
  const result = await tally()
  expect(result).toMatchObject({ cards: cases, told: cases, toldOnce: cases, numbered: true, waiting: 0 })
  expect(result?.slowestMs).toBeLessThan(takenOverMs)
})

test('the one that is left stops when it is asked to', async () => {
  expect(await workers[1]?.stop('SIGTERM', stopMs)).toBe(0)
})
