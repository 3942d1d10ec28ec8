import type { ClockDeclaration } from '../../src/alerts/declaration.ts'
import { ENGINE_CLOCK } from '../../src/alerts/engine-clock.ts'
import { createEngineSource } from '../../src/cases/engine-source.ts'
import { testVault } from '../../src/testing/vault.ts'
import type { OpenEngine } from '../../src/cases/engine.ts'
import { reportEvents } from '../../src/cases/report.ts'
import type { EventResult, ReportedEvent, ReportedWithApplicant } from '../../src/cases/reported-event.ts'
import { seedCalendars } from '../../src/clock/seed-calendars.ts'
import type { Database } from '../../src/database/database.ts'
import { wholeRange } from '../../src/database/scope.ts'
import type { ScopeRange } from '../../src/graphql/context.ts'
import type { CaseMeasure } from '../../src/plugin.ts'
import { loadChannels } from '../../src/registers/load-channels.ts'
import { keyOfCode, levelOfCode, spanOf } from '../../src/registers/region-code.ts'
import { createRegisters } from '../../src/registers/registers.ts'
import type { Registers } from '../../src/registers/registers.ts'
import { createTestDatabase } from '../../src/testing/database.ts'
import type { TestDatabase } from '../../src/testing/database.ts'
import { at } from '../clock/fixtures.ts'
import { testClock, testMeasures } from './test-clock.ts'

const REGIONS = [
  ['430000000000', '湖南省', null],
  ['430100000000', '长沙市', 1],
  ['430105000000', '开福区', 2],
  ['430105001000', '望麓园街道', 3],
  ['433100000000', '湘西土家族苗族自治州', 1],
  ['433101000000', '吉首市', 5],
] as const

/** Ids: matters P7S10 1, P1 2, OPEN 3, HOURS 4; halls KF 1, WL 2, JS 3; organisations ORG-A 1, ORG-B 2. */
const MATTERS = [
  { code: 'P7S10', organisationId: 1, promised: 7, statutory: 10, unit: 'WORKING_DAY' },
  { code: 'P1', organisationId: null, promised: 1, statutory: 2, unit: 'WORKING_DAY' },
  { code: 'OPEN', organisationId: null, promised: null, statutory: null, unit: 'WORKING_DAY' },
  { code: 'HOURS', organisationId: null, promised: 4, statutory: 48, unit: 'HOUR' },
] as const

export const rangeOf = (code: string): ScopeRange => {
  const lo = keyOfCode(code)
  return { lo, hi: lo + spanOf(levelOfCode(code)) }
}
export const KAIFU = rangeOf('430105000000')
export const JISHOU = rangeOf('433101000000')

const fill = (database: Database) =>
  database.withScope({ mode: 'administration' }, async (trx) => {
    const regions = REGIONS.map(([code, name, parentId], index) => {
      const level = levelOfCode(code)
      const scopeKey = keyOfCode(code)
      return {
        id: index + 1,
        areaCode: Number(code.slice(0, 6)),
        code,
        level,
        kind: 'ORDINARY' as const,
        parentId,
        scopeKey,
        scopeEnd: scopeKey + spanOf(level),
        name,
        nameEn: name,
        pinyin: '',
        initials: '',
      }
    })
    await trx.insertInto('core.region').values(regions).execute()
    await loadChannels(trx)
    await seedCalendars(trx, { province: 1, xiangxi: 5 })
    const placeOf = (id: number) => {
      const region = regions[id - 1]
      if (region === undefined) throw new Error(`No region ${id}`)
      return { regionId: id, scopeKey: region.scopeKey, areaCode: region.areaCode }
    }
    const organisations = ['ORG-A', 'ORG-B'].map((code) => ({
      code,
      name: code,
      regionId: 3,
      scopeKey: placeOf(3).scopeKey,
      kind: 'DEPARTMENT' as const,
    }))
    await trx.insertInto('core.organisation').values(organisations).execute()
    await trx
      .insertInto('core.hall')
      .values([
        { code: 'KF', name: '开福大厅（测试）', ...placeOf(3) },
        { code: 'WL', name: '望麓园大厅（测试）', ...placeOf(4) },
        { code: 'JS', name: '吉首大厅（测试）', ...placeOf(6) },
      ])
      .execute()
    await trx
      .insertInto('core.window')
      .values([
        { hallId: 1, code: 'A1', name: '一号窗', kind: 'COMPREHENSIVE', scopeKey: placeOf(3).scopeKey },
        { hallId: 2, code: 'B1', name: '一号窗', kind: 'COMPREHENSIVE', scopeKey: placeOf(4).scopeKey },
      ])
      .execute()
    const matters = MATTERS.map(({ code, organisationId, promised, statutory, unit }) => ({
      code,
      name: `${code}（测试）`,
      pinyin: '',
      initials: '',
      type: '测试',
      kind: 'PROMISED' as const,
      organisationId,
      promisedAmount: promised,
      promisedUnit: promised === null ? null : unit,
      statutoryAmount: statutory,
      statutoryUnit: statutory === null ? null : unit,
    }))
    await trx.insertInto('core.matter').values(matters).execute()
  })

export type CasesKit = {
  readonly database: Database
  readonly registers: Registers
  readonly openEngine: OpenEngine
  /** Reports on behalf of a range, at an instant by local time. */
  readonly report: (
    events: readonly ReportedWithApplicant[],
    when: string,
    other?: Partial<{ range: ScopeRange; historical: boolean }>,
  ) => Promise<readonly EventResult[]>
  readonly close: () => Promise<void>
}

export type CasesKitOptions = {
  readonly clocks?: readonly ClockDeclaration[]
  readonly measures?: readonly CaseMeasure[]
}

/** A database with six regions, three halls and four matters, and an engine over it. */
export const startCases = async ({
  clocks = [testClock()],
  measures = testMeasures,
}: CasesKitOptions = {}): Promise<CasesKit> => {
  const test: TestDatabase = await createTestDatabase({ seed: { name: 'cases', fill } })
  const { database } = test
  const registers = createRegisters((work) => database.withScope({ mode: 'engine' }, work))
  const openEngine = createEngineSource(
    database,
    registers,
    { caseMeasures: measures, clocks, subjectClocks: [ENGINE_CLOCK] },
    testVault,
  )
  return {
    database,
    registers,
    openEngine,
    report: (events, when, { range = wholeRange, historical = false } = {}) =>
      reportEvents(database, openEngine, events, { range, now: at(when), historical }),
    close: test.close,
  }
}

/** Event number `n` of a case, with what the test needs; hall and matter are named unless told otherwise. */
export const event = (
  externalId: string,
  kind: ReportedEvent['kind'],
  when: string,
  other: Partial<ReportedEvent> = {},
): ReportedEvent => ({
  source: 'test',
  externalId,
  eventId: `${kind} ${when}`,
  kind,
  occurredAt: at(when),
  hall: 'KF',
  matter: 'P7S10',
  ...other,
})

export const statuses = (results: readonly EventResult[]): string[] =>
  results.map((result) => (result.status === 'REJECTED' ? result.problem.code : result.status))

/** Everything that cases left in the database, keys of a run taken out, in an order that does not depend on time. */
export const everything = (database: Database) =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    const cases = await trx.selectFrom('core.case').selectAll().orderBy('externalId').execute()
    const numberOf = new Map(cases.map((row) => [row.caseId, row.externalId]))
    const named = <Row extends { caseId: string; openedOn: string }>({ caseId, openedOn: _, ...row }: Row) => ({
      ...row,
      caseId: numberOf.get(caseId),
    })
    const byText = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted()
    const deltas = await trx
      .selectFrom('core.measureDelta')
      .select(({ fn }) => ['measure', 'day', 'scopeKey', 'organisationId', 'channel', fn.sum<number>('n').as('n')])
      .groupBy(['measure', 'day', 'scopeKey', 'organisationId', 'channel'])
      .execute()
    const alerts = await trx.selectFrom('core.alert').selectAll().execute()
    const events = await trx.selectFrom('core.caseEvent').selectAll().execute()
    const thresholds = await trx.selectFrom('core.threshold').selectAll().execute()
    const parked = await trx.selectFrom('core.parkedEvent').select(['caseRef', 'eventKey']).execute()
    return {
      cases: byText(cases.map(named)),
      totals: byText(deltas.filter(({ n }) => Number(n) !== 0)),
      alerts: byText(alerts.map(({ alertId: _, ...alert }) => named(alert))),
      events: byText(events.map(named)),
      thresholds: byText(thresholds.map(named)),
      parked: byText(parked),
    }
  })

/** The row of a case by its number. */
export const caseOf = (database: Database, externalId: string) =>
  database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.case').selectAll().where('externalId', '=', externalId).executeTakeFirstOrThrow(),
  )

/** Empties what cases wrote. */
export const clear = (database: Database) =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    for (const table of [
      'core.case',
      'core.caseEvent',
      'core.caseKey',
      'core.parkedEvent',
      'core.alert',
      'core.threshold',
      'core.measureDelta',
    ] as const) {
      await trx.deleteFrom(table).execute()
    }
    await trx.deleteFrom('core.outbox').execute()
  })
