import { sql, type Transaction } from 'kysely'
import { changeAs, type Change, type NoteChange } from '../../access/audit/change.ts'
import { ENGINE } from '../../access/audit/record.ts'
import type { OpenEngine } from '../../cases/engine.ts'
import { localDate } from '../../clock/local-time.ts'
import type { CoreServices } from '../../core-services.ts'
import { wholeRange } from '../../database/scope.ts'
import type { CoreTables } from '../../database/tables.ts'
import { importedEntry, importSource, type ImportSource } from '../imported-entry.ts'
import type { CaseMap } from './case-map.ts'
import { checkFile, fileEvents } from './check-file.ts'
import type { FileContents } from './check-file.ts'
import { createMissing, newItems } from './create-missing.ts'
import type { NewItems } from './create-missing.ts'
import type { FileProblem, ReportProblem } from './file-problem.ts'
import { invalidCell } from './file-problem.ts'
import { foldAll } from './fold-all.ts'
import { countMissing, noneMissing } from './missing-codes.ts'
import type { RowEvent } from './row-events.ts'
import { writeEvents } from './write-events.ts'

/** Events per statement batch; all batches share one transaction. */
const BATCH = 5_000

export type ImportProgress = (phase: 'checking' | 'writing' | 'folding', done: number, total: number | null) => void

export type ImportCasesInput = {
  readonly file: string
  readonly map: CaseMap
  /** Check everything and say what would happen; write nothing. */
  readonly dryRun?: boolean
  /** Make halls, windows, organisations, matters and channels that the file names and no register knows. */
  readonly createMissing?: boolean
  /** Who imports, for the audit log; the platform itself unless told. */
  readonly change?: Change
  readonly onProblem: ReportProblem
  readonly onProgress?: ImportProgress
  readonly signal?: AbortSignal | undefined
}

/** What was in the file and what became of it; with any problem nothing was written. */
export type ImportReport = {
  readonly contents: FileContents
  readonly created: NewItems
  readonly problems: number
  readonly written: {
    readonly stored: number
    readonly duplicate: number
    readonly parked: number
    readonly historicalCards: number
  } | null
}

type Services = Pick<CoreServices, 'database' | 'registers' | 'clock' | 'openEngine'>

/**
 * Loads cases of another system from a CSV file. Every row is checked first, and any problem stops it; then all events
 * are written in one transaction, so that a file is loaded or not, never half. Safe to repeat: an event that is stored
 * is a duplicate. What was due before now is recorded as historical and pushed to nobody (issue of cards: 6.4-b).
 */
export async function importCases(services: Services, input: ImportCasesInput): Promise<ImportReport> {
  const { map, file, dryRun = false, onProgress = () => undefined, signal } = input
  const now = await services.clock.now()
  const count = counting(input.onProblem)
  const { index } = await services.registers.snapshot(true)
  const contents = await checkFile(file, map, {
    index,
    now,
    createMissing: input.createMissing ?? false,
    report: count.report,
    onRows: (rows) => onProgress('checking', rows, null),
    signal,
  })
  const created = await planMissing(services, input, contents, now, count.report)
  const planned = { contents, created, written: null }
  if (count.problems() > 0 || dryRun) return { ...planned, problems: count.problems() }
  const { change = changeAs(services.database, ENGINE) } = input
  const source = await importSource(file, signal)
  if (countMissing(contents.missing) > 0) {
    for (const fault of await createMissing({ ...services, change }, created, {
      today: localDate(now),
      write: true,
      source,
    }))
      count.report(fault)
  }
  if (count.problems() > 0) return { ...planned, problems: count.problems() }
  await services.database.ensurePartitions('core.case', contents.days)
  await services.database.ensurePartitions('core.case_event', contents.days)
  const written = await writeFile({ ...services, change, source }, input, contents, now, count)
  if (written !== null)
    await foldAll(services.database, { onRest: (rest) => onProgress('folding', rest, null), signal })
  return { ...planned, written, problems: count.problems() }
}

/** Problems of one row, column and code are told once, though several events may share the cell. */
function counting(onProblem: ReportProblem) {
  let problems = 0
  let row = -1
  const told = new Set<string>()
  const report: ReportProblem = (problem: FileProblem) => {
    if (problem.row !== row) told.clear()
    row = problem.row
    const key = `${problem.column} ${problem.code} ${problem.value}`
    if (told.has(key)) return
    told.add(key)
    problems += 1
    onProblem(problem)
  }
  return { report, problems: () => problems }
}

async function planMissing(
  services: Services,
  { map, createMissing: mayCreate = false }: ImportCasesInput,
  { missing }: FileContents,
  now: Date,
  report: ReportProblem,
): Promise<NewItems> {
  const nothing = newItems(noneMissing(), { ...NOWHERE, ...map.create })
  if (!mayCreate || countMissing(missing) === 0) return nothing
  if (map.create === undefined) {
    report(invalidCell(0, null, null, NO_REGION))
    return nothing
  }
  const items = newItems(missing, map.create)
  const planning = { ...services, change: changeAs(services.database, ENGINE) }
  for (const fault of await createMissing(planning, items, { today: localDate(now), write: false })) report(fault)
  return items
}

const NOWHERE = { region: '43', halls: {}, organisations: {}, windows: {}, matters: {}, channels: {} }
const NO_REGION = {
  'zh-CN': '要新建大厅、窗口、机构、事项或渠道，映射文件须有 create.region（区划代码）。',
  en: 'To create halls, windows, organisations, matters or channels the map needs create.region, a region code.',
}

/** Thrown to take everything back. */
const TAKE_BACK = new Error('Nothing of the file is to be kept')

type Writing = {
  readonly database: Services['database']
  readonly openEngine: OpenEngine
  readonly change: Change
  readonly source: ImportSource
}

async function writeFile(
  { database, openEngine, change, source }: Writing,
  { file, map, signal, onProgress = () => undefined }: ImportCasesInput,
  { rows }: FileContents,
  now: Date,
  count: ReturnType<typeof counting>,
): Promise<ImportReport['written']> {
  const engine = await openEngine(true)
  const options = { range: wholeRange, now, historical: true }
  const totals = { STORED: 0, DUPLICATE: 0, PARKED: 0, REJECTED: 0 }
  try {
    const work = async (trx: Transaction<CoreTables>, note: NoteChange) => {
      const cardsBefore = await countHistorical(trx, now)
      const flush = async (reads: readonly RowEvent[]) => {
        for (const { read, result } of await writeEvents({ trx, database, engine, options }, reads)) {
          totals[result.status] += 1
          if (result.status !== 'REJECTED') continue
          const { code, params, path } = result.problem
          const field = path?.at(-1) ?? ''
          const value = field === 'eventId' ? read.event.eventId : null
          count.report({ row: read.row, column: read.columnOf(field), value, code, params })
        }
      }
      let done = 0
      let batch: RowEvent[] = []
      for await (const { events } of fileEvents(file, map, count.report, signal)) {
        done += 1
        batch.push(...events)
        if (batch.length < BATCH) continue
        await flush(batch)
        batch = []
        onProgress('writing', done, rows)
      }
      await flush(batch)
      onProgress('writing', done, rows)
      if (count.problems() > 0) throw TAKE_BACK
      signal?.throwIfAborted()
      const historicalCards = (await countHistorical(trx, now)) - cardsBefore
      const written = { stored: totals.STORED, duplicate: totals.DUPLICATE, parked: totals.PARKED, historicalCards }
      if (written.stored + written.parked > 0) note(importedEntry('Cases', source.sha256, source, { rows, ...written }))
      return written
    }
    return await change('core.cases.imported', work, 'intake')
  } catch (error) {
    if (error === TAKE_BACK) return null
    throw error
  }
}

/** Cards that bear the instant of the import, of this file or of another. */
async function countHistorical(trx: Parameters<typeof writeEvents>[0]['trx'], now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.alert
    where historical and raised_at = ${now.toISOString()}`.execute(trx)
  return rows[0]?.n ?? 0
}
