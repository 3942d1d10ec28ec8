import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { servePlatform, type ServedPlatform } from '../docs/served-platform.ts'
import { breachesOf } from './statement-rules.ts'

const SPREAD = new Set(
  ['case', 'case_event', 'case_key', 'alert', 'alert_step', 'threshold', 'calendar_finding', 'personal_record'].map(
    (name) => `core.${name}`,
  ),
)

/** What breaks a rule today, and why it stays. Nothing may be added without a reason. */
const KNOWN: readonly string[] = []

let served: ServedPlatform
const seen = new Set<string>()

beforeAll(async () => {
  // Connections take hold of `query` when they are made, so the eyes are there before them.
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    served = await servePlatform()
    await seemDistributed(served.platform.url)
    const begin = spy.mock.calls.length
    await walk()
    for (const [first] of spy.mock.calls.slice(begin) as unknown as readonly [unknown][]) {
      const text = typeof first === 'string' ? first : ((first as { text?: unknown } | undefined)?.text ?? '')
      if (typeof text === 'string' && text !== '') seen.add(text)
    }
  } finally {
    spy.mockRestore()
  }
})

afterAll(() => served.stop())

/** The database takes itself for one of several servers, so that the statements are those that it would run there. */
async function seemDistributed(url: string): Promise<void> {
  const address = new pg.Client({ connectionString: url })
  const client = new pg.Client({ host: address.host, user: 'postgres', database: address.database ?? '' })
  await client.connect()
  await client.query(`alter database ${address.database} set citus.propagate_set_commands = 'local'`)
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('zhikong reader', 'zhikong worker')`)
  await client.end()
}

/** Cases of two counties from acceptance to end, cards raised, taken up and acknowledged, lists, details and figures. */
async function walk(): Promise<void> {
  const { platform } = served
  await platform.save('halls', [{ code: 'NORTH', name: '北区政务服务大厅', region: '430105000000' }])
  const about = (number: number) => ({
    source: 'walk',
    externalId: String(number),
    hall: number % 2 === 0 ? 'EAST' : 'NORTH',
    matter: 'FOOD-LICENCE',
  })
  const at = (day: number) => new Date(`2026-03-${String(day).padStart(2, '0')}T09:00:00+08:00`)
  const numbers = [1, 2, 3, 4]
  await platform.report(
    numbers.map((number) => ({ ...about(number), eventId: 'a', kind: 'ACCEPTED' as const, occurredAt: at(20) })),
  )
  await platform.report(
    numbers.map((number) => ({ ...about(number), eventId: 's', kind: 'STEP' as const, occurredAt: at(21) })),
  )
  await served.raiseCard()
  platform.setNow('2026-04-20T10:00:00+08:00')
  await vi.waitUntil(hasCards, { timeout: 20_000, interval: 200 })
  await platform.report(
    numbers.slice(2).map((number) => ({ ...about(number), eventId: 'c', kind: 'CLOSED' as const, occurredAt: at(25) })),
  )
  await platform.fold()
  const list = await ask(`{ alertList(within: "430100", first: 5) { total nodes { id level steps { kind } } }
    cases(within: "430100", first: 5) { total nodes { id state } } }`)
  const id = /"id":"([^"]+)"/u.exec(list)?.[1]
  await ask(`mutation { acknowledgeAlert(input: { ids: ["${id}"] }) { __typename } }`)
  await ask(`{ rollup(region: "430100", indicator: "on-time-rate", from: "2026-01-01", to: "2027-01-01", by: CHILDREN)
    { total { display } rows { label figure { display } } } search(text: "late") { __typename } }`)
}

/** Whether the workers have raised a card for each of the cases. */
async function hasCards(): Promise<boolean> {
  const total = /"total":(\d+)/u.exec(await ask('{ alertList(within: "430100", first: 1) { total } }'))?.[1]
  return Number(total) >= 4
}

async function ask(query: string): Promise<string> {
  const answer = await fetch(`${served.environment.ZHIKONG}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.environment.ZHIKONG_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const text = await answer.text()
  expect(text).not.toContain('"errors"')
  return text
}

test('the walk reads and changes every kind of spread table', () => {
  const all = [...seen].join('\n').toLowerCase().replaceAll('"', '')
  for (const part of ['insert into core.case ', 'insert into core.case_event', 'insert into core.alert ']) {
    expect(all).toContain(part)
  }
  for (const part of ['for update', 'delete from core.threshold', 'update core.alert ', 'join core.alert_step']) {
    expect(all).toContain(part)
  }
})

test('no statement breaks a rule of Citus but those that are known', () => {
  const breaches = [...seen].flatMap((statement) => breachesOf(statement, SPREAD))
  expect(breaches.toSorted()).toEqual(KNOWN.toSorted())
})

describe('a planted breach is caught', () => {
  const planted: readonly [string, string][] = [
    ['SKIP LOCKED over shards', 'select * from core.alert where area_code = $1 for update skip locked'],
    ['a lock that does not name its area', 'select * from core."case" where case_id = $1 for update'],
    ['BETWEEN on the area', 'select 1 from core.alert where area_code between $1 and $2'],
    ['a volatile function in a change', 'update core.alert set closed_at = now() where area_code = $1'],
    ['a change of the key', 'update core.alert set state = $1, opened_on = $2 where area_code = $3'],
    ['MERGE', 'merge into core.alert using t on true when matched then delete'],
    [
      'GROUPING SETS or a recursion over shards',
      'select count(*) from core.alert group by grouping sets ((level), ())',
    ],
    [
      'a change that joins what is spread with what is not',
      'update core.clock_subject s set historical = false from core.alert a where s.area_code = a.area_code',
    ],
    ['rows that would be copied past row security', 'insert into core.alert_step select * from unnest($1::int[])'],
    [
      'a join of spread tables without the area',
      'select 1 from core.alert a join core."case" c on c.case_id = a.case_id',
    ],
  ]
  test.each(planted)('%s', (name, statement) => {
    expect(breachesOf(statement, SPREAD)).toEqual([expect.stringMatching(new RegExp(`^${name}: `, 'u'))])
  })
})
