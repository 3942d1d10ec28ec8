import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { sayProblem } from '../../../src/imports/cases/file-problem.ts'
import type { FileProblem } from '../../../src/imports/cases/file-problem.ts'
import { importCases } from '../../../src/imports/cases/import-cases.ts'
import type { ImportCasesInput, ImportReport } from '../../../src/imports/cases/import-cases.ts'
import { readCaseMap } from '../../../src/imports/cases/case-map.ts'
import type { CaseMap } from '../../../src/imports/cases/case-map.ts'
import { localDate } from '../../../src/clock/local-time.ts'
import { absoluteDueThresholds, defaultRulesOf } from '../../../src/clock/index.ts'
import type { AnyPlugin, CaseMeasure } from '../../../src/plugin.ts'
import type { CaseRecord } from '../../../src/cases/record.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'

const words = { 'zh-CN': '测试', en: 'Test' }
const measure = (code: string, dayOf: (record: CaseRecord) => Date | null): CaseMeasure => ({
  code,
  title: words,
  subject: 'case',
  count: (record) => {
    const at = dayOf(record)
    return at === null ? [] : [{ day: localDate(at), n: 1 }]
  },
})

/** Counts what the figures of these tests are made of, and gives cards past a due instant. */
export const counting: AnyPlugin = {
  name: 'counting',
  title: words,
  clauses: [],
  permissions: {},
  measures: [
    measure('cases-accepted', ({ acceptedAt }) => acceptedAt),
    measure('cases-closed', ({ state, endedAt }) => (state === 'CLOSED' ? endedAt : null)),
    measure('cases-closed-late', ({ closedLate, endedAt }) => (closedLate === true ? endedAt : null)),
  ],
  clocks: [
    {
      code: 'counting',
      clause: '6.4-b',
      title: words,
      event: 'counting.card.issued',
      cards: ({ record: { givenDueAt, acceptedAt, endedAt }, calendar }) =>
        givenDueAt === null
          ? []
          : absoluteDueThresholds(
              calendar,
              { due: givenDueAt, start: acceptedAt, closedAt: endedAt },
              defaultRulesOf('case'),
            ),
    },
  ],
  emits: ['counting.card.issued'],
}

export const mapOf = (file: URL | string): CaseMap => readCaseMap(readFileSync(file, 'utf8'))

/** Writes a file for one test. */
export const fileOf = (folder: string, content: string | Buffer, name = 'cases.csv'): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

type Tried = {
  readonly report: ImportReport
  readonly problems: readonly FileProblem[]
  readonly said: readonly string[]
}

/** Imports and keeps what was said about the file. */
export const tryImport = async (
  platform: TestPlatform,
  file: string,
  map: CaseMap,
  options: Partial<ImportCasesInput> = {},
): Promise<Tried> => {
  const problems: FileProblem[] = []
  const report = await importCases(platform, { file, map, onProblem: (problem) => problems.push(problem), ...options })
  return { report, problems, said: problems.map((problem) => sayProblem(problem, 'en')) }
}

/** What the totals say of a source: cases accepted by channel, and each measure over the province. */
export const figuresOf = (platform: TestPlatform, source: string) =>
  platform.database.withScope({ mode: 'engine' }, async (trx) => {
    const split = await sql<{ channel: string; n: number }>`select channel, sum(n)::int as n from core.measure_split
      where source = ${source} and measure = 'cases-accepted' group by 1 order by 1`.execute(trx)
    const whole = await sql<{ measure: string; n: number }>`select m.measure, sum(m.whole)::int as n
      from core.measure_month m join core.region r on r.id = m.region_id
      where m.source = ${source} and r.level = 'PROVINCE' group by 1 order by 1`.execute(trx)
    return {
      byChannel: Object.fromEntries(split.rows.map(({ channel, n }) => [channel, n])),
      whole: Object.fromEntries(whole.rows.map(({ measure: code, n }) => [code, n])),
    }
  })

/** Rows in the tables of cases: `{ cases, events, alerts, outbox, flagged }` of a source. */
export const rowsOf = (platform: TestPlatform, source: string) =>
  platform.database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql<Record<'cases' | 'events' | 'alerts' | 'pushed' | 'early', number>>`select
      (select count(*)::int from core."case" where source = ${source}) as cases,
      (select count(*)::int from core.case_event) as events,
      (select count(*)::int from core.alert where historical) as alerts,
      (select count(*)::int from core.outbox) as pushed,
      (select count(*)::int from core."case" where source = ${source} and flags like '%CLOSED_BEFORE_ACCEPTED%') as early
    `.execute(trx)
    return rows[0]
  })
