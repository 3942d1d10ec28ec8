import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { selectAlerts } from '../../src/alerts/queries/select-alerts.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { createEngineSource } from '../../src/cases/engine-source.ts'
import { selectCases, selectCasesByKey } from '../../src/cases/queries/select-cases.ts'
import { reportEvents } from '../../src/cases/report.ts'
import { selectEvents } from '../../src/cases/store.ts'
import { readContent } from '../../src/clock/calendar-content.ts'
import { foundingDays } from '../../src/clock/founding-days.ts'
import { loadNationalDays } from '../../src/clock/national-calendar.ts'
import { openDatabase, type Database } from '../../src/database/database.ts'
import { wholeRange } from '../../src/database/scope.ts'
import type { Reach } from '../../src/graphql/context.ts'
import { foldDeltas } from '../../src/indicators/fold.ts'
import { coreMigrations } from '../../src/migrations.ts'
import { createRegisters } from '../../src/registers/registers.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { testVault } from '../../src/testing/vault.ts'
import { event, startCases, statuses, type CasesKit } from '../cases/cases-kit.ts'
import { testClock, testMeasures } from '../cases/test-clock.ts'
import { at } from '../clock/fixtures.ts'

/** What the first version kept, those first to which others point. */
const TABLES = [
  'region',
  'organisation',
  'hall',
  '"window"',
  'matter',
  'channel',
  'calendar',
  'case_key',
  '"case"',
  'case_event',
  'parked_event',
  'threshold',
  'alert',
  'outbox',
  'measure_delta',
] as const

let kit: CasesKit
let former: TestDatabase
let today: Database

/** The same data as the first version had it: it had no organisation on events, and let alerts stay with their first. */
beforeAll(async () => {
  const first = Object.entries(coreMigrations).filter(([name]) => name < '0008')
  kit = await startCases()
  former = await createTestDatabase({ core: Object.fromEntries(first) })
  await kit.report([event('moved', 'ACCEPTED', '2018-10-15 10:00', { organisation: 'ORG-A' })], '2018-10-15 12:00')
  await kit.report([event('other', 'ACCEPTED', '2018-10-15 10:00', { hall: 'WL', matter: 'P1' })], '2018-10-15 12:00')
  await kit.report([event('parked', 'CLOSED', '2018-10-15 10:00', BARE)], '2018-10-15 12:00')
  const engine = await kit.openEngine()
  await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at('2018-11-20 10:00')))
  await kit.report([event('moved', 'STEP', '2018-11-19 10:00', { ...BARE, organisation: 'ORG-B' })], '2018-11-20 12:00')
  await copyTo(former.database)
  await copyNation(former.database)
  await former.database.withOwner((db) => sql`update core.alert set organisation_id = 1 where hall_id = 1`.execute(db))
  today = await openDatabase({ owner: former.owner, migrations: [{ name: 'core', migrations: coreMigrations }] })
})
afterAll(async () => {
  await today.close()
  await former.close()
  await kit.close()
})

const BARE = { hall: null, matter: null }

/** In the first version the calendar of Xiangxi was a copy of the nation's, its founding days behind it up to 2026. */
async function copyNation(database: Database): Promise<void> {
  const { exceptions: nation, publishedUntil } = loadNationalDays()
  const founding = foundingDays().filter(({ date }) => date < publishedUntil)
  const content = JSON.stringify({ exceptions: [...nation, ...founding].map(({ date, kind }) => ({ date, kind })) })
  await database.withOwner((db) =>
    sql`update core.calendar set published_until = ${publishedUntil}, content = ${content} where id = 'xiangxi'`.execute(
      db,
    ),
  )
}

async function copyTo(database: Database): Promise<void> {
  // Today calendars of subtrees leave it to the one above them; the first version had them copy it.
  await database.withOwner((db) => sql`alter table core.calendar alter published_until drop not null`.execute(db))
  for (const table of ['core.case', 'core.case_event']) await database.ensurePartitions(table, ['2018-10-15'])
  for (const name of TABLES) {
    const table = sql.raw(`core.${name}`)
    const rows = await kit.database.withOwner((db) =>
      sql<{ all: string }>`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as all from ${table} t`.execute(db),
    )
    await database.withOwner(async (db) => {
      await sql`delete from ${table}`.execute(db)
      const columns = await sql<{
        list: string
      }>`select string_agg(quote_ident(attname), ', ') as list from pg_attribute
        where attrelid = ${`core.${name}`}::regclass and attnum > 0 and not attisdropped`.execute(db)
      const list = sql.raw(columns.rows[0]?.list ?? '')
      await sql`insert into ${table} (${list}) overriding system value
        select ${list} from jsonb_populate_recordset(null::${table}, ${rows.rows[0]?.all}::jsonb)`.execute(db)
      if (name === 'outbox' || name === 'measure_delta')
        await sql`select setval(pg_get_serial_sequence(${`core.${name}`}, 'id'), 1000)`.execute(db)
    })
  }
}

test('its copies of the calendar of the nation become what they add to it', async () => {
  const row = await today.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.calendar').selectAll().where('id', '=', 'xiangxi').executeTakeFirstOrThrow(),
  )
  expect(row.publishedUntil).toBeNull()
  const { exceptions } = readContent(row.content)
  expect(exceptions.map(({ date, kind }) => `${date} ${kind}`)).toEqual(foundingDays().map(({ date }) => `${date} off`))
})

const everywhere: Reach = { ...wholeRange, organisationId: null, hallId: null }
const PAGE = { limit: 50, after: null }

/** Cases with how many events they show, and alerts, as a reader of this reach finds them. */
const seenBy = (database: Database, reach: Reach) =>
  database.withScope({ mode: 'reader', ...reach }, async (trx) => {
    const cases = await selectCases(trx, reach, {}, PAGE)
    const events = await selectEvents(trx, cases, reach)
    const alerts = await selectAlerts(trx, reach, {}, PAGE)
    const numberOf = new Map(cases.map(({ caseId, externalId }) => [caseId, externalId]))
    return {
      cases,
      events: events.map(({ caseId, kind }) => `${numberOf.get(caseId)} ${kind}`).toSorted(),
      alerts: alerts.map(({ caseId, level }) => `${numberOf.get(caseId)} ${level}`).toSorted(),
      ofAlerts: (await selectCasesByKey(trx, alerts, reach)).map(({ externalId }) => externalId).toSorted(),
    }
  })

test('a database of the first version shows whole regions what it showed', async () => {
  const seen = await seenBy(today, everywhere)
  expect(seen).toEqual(await seenBy(kit.database, everywhere))
  expect(seen.alerts.length).toBeGreaterThan(2)
})

test('and to who is bound to an organisation or hall just the events and alerts of their cases', async () => {
  for (const bound of [
    { organisationId: 1, hallId: null },
    { organisationId: 2, hallId: null },
    { organisationId: null, hallId: 1 },
    { organisationId: null, hallId: 2 },
  ]) {
    const reach = { ...wholeRange, ...bound }
    expect(await seenBy(today, reach)).toEqual(await seenBy(kit.database, reach))
  }
})

test('and goes on: events, thresholds and totals of its cases', async () => {
  const registers = createRegisters((work) => today.withScope({ mode: 'engine' }, work))
  const openEngine = createEngineSource(
    today,
    registers,
    { caseMeasures: testMeasures, clocks: [testClock()] },
    testVault,
  )
  const options = { range: wholeRange, now: at('2018-11-21 12:00'), historical: false }
  const applicant = { name: '张某某', idNumber: null, phone: '19900000001' }
  const results = await reportEvents(
    today,
    openEngine,
    [
      { ...event('moved', 'CLOSED', '2018-11-21 10:00', { ...BARE, organisation: 'ORG-A' }), applicant },
      event('parked', 'ACCEPTED', '2018-10-15 09:00'),
    ],
    options,
  )
  expect(statuses(results)).toEqual(['STORED', 'STORED'])
  await today.withScope({ mode: 'engine' }, foldDeltas)
  const own = await seenBy(today, { ...wholeRange, organisationId: 1, hallId: null })
  expect(own.cases.map(({ externalId, state }) => `${externalId} ${state}`).toSorted()).toEqual([
    'moved CLOSED',
    'parked CLOSED',
  ])
  expect(own.ofAlerts).toContain('moved')
})
