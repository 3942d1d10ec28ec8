import { stat } from 'node:fs/promises'
import { isPersonFault, readPersonalData } from '../../access/personal/read-personal-data.ts'
import { checkEvent } from '../../cases/check-event.ts'
import { contentHash } from '../../cases/reported-event.ts'
import { localDate } from '../../clock/local-time.ts'
import type { RegisterIndex } from '../../registers/register-index.ts'
import { fieldOf } from './applicant-fields.ts'
import type { CaseMap } from './case-map.ts'
import { readHeader } from './columns.ts'
import { csvRows } from './csv-rows.ts'
import type { ReportProblem } from './file-problem.ts'
import { invalidCell } from './file-problem.ts'
import { FileUnreadable } from './file-unreadable.ts'
import { instantReader } from './instants.ts'
import type { MissingCodes } from './missing-codes.ts'
import { findUnknown, noneMissing } from './missing-codes.ts'
import type { RowEvent } from './row-events.ts'
import { rowReader } from './row-events.ts'

/** What a file holds, read once from end to end without writing anything. */
export type FileContents = {
  readonly rows: number
  readonly cases: number
  readonly eventsByKind: ReadonlyMap<string, number>
  /** Local dates on which something happened. */
  readonly days: ReadonlySet<string>
  readonly missing: MissingCodes
}

export type CheckOptions = {
  readonly index: RegisterIndex
  readonly now: Date
  /** Codes that no register knows are to be made: they are not problems. */
  readonly createMissing: boolean
  readonly report: ReportProblem
  readonly onRows?: (rows: number) => void
  readonly signal?: AbortSignal | undefined
}

/** Reads the file and reports whatever is wrong with any row. */
export async function checkFile(path: string, map: CaseMap, options: CheckOptions): Promise<FileContents> {
  let reported = 0
  const report: ReportProblem = (problem) => {
    reported += 1
    options.report(problem)
  }
  const cases = new Set<string>()
  const eventsByKind = new Map<string, number>()
  const days = new Set<string>()
  const missing = noneMissing()
  const check = eventChecker({ ...options, report }, missing)
  let rows = 0
  try {
    if ((await stat(path)).size === 0) throw new FileUnreadable(0, NOTHING)
    for await (const { events, row } of fileEvents(path, map, report, options.signal)) {
      rows += 1
      if (row % 1_000 === 0) options.onRows?.(rows)
      for (const read of events) {
        cases.add(read.event.externalId)
        eventsByKind.set(read.event.kind, (eventsByKind.get(read.event.kind) ?? 0) + 1)
        if (check(read)) days.add(localDate(read.event.occurredAt))
      }
    }
    if (rows === 0 && reported === 0) report(invalidCell(0, null, null, NO_ROWS))
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error
    report(error.problem)
  }
  return { rows, cases: cases.size, eventsByKind, days, missing }
}

const NOTHING = { 'zh-CN': '文件为空。', en: 'The file is empty.' }
const NO_ROWS = { 'zh-CN': '文件没有可用的数据行。', en: 'The file has no rows that can be read.' }

/** The events of each row; ends after the header when columns are missing. */
export async function* fileEvents(
  path: string,
  map: CaseMap,
  report: ReportProblem,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly row: number; readonly events: readonly RowEvent[] }> {
  const { zone, dates } = map.file
  let read: ReturnType<typeof rowReader> | undefined
  for await (const record of csvRows(path, map.file)) {
    signal?.throwIfAborted()
    if (read !== undefined) {
      yield { row: record.row, events: read(record, report) }
      continue
    }
    const header = readHeader(record.cells, map)
    for (const problem of header.problems) report(problem)
    if (header.problems.length > 0) return
    read = rowReader(map, header, instantReader(dates, zone))
  }
}

/** Checks one event by itself, its codes, and that no other row gives its id another content. */
function eventChecker({ index, now, createMissing, report }: CheckOptions, missing: MissingCodes) {
  const seen = new Map<string, { readonly row: number; readonly hash: string }>()
  return ({ row, event, columnOf }: RowEvent): boolean => {
    const fault = checkEvent(event, now, (field) => [field])
    if (fault !== null) {
      const field = fault.path?.[0] ?? ''
      const value = event[field as keyof typeof event]
      const shown = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : null
      report({ row, column: columnOf(field) ?? field, value: shown, code: fault.code, params: fault.params })
      return false
    }
    const applicant = event.applicant == null ? null : readPersonalData(event.applicant)
    if (applicant !== null && isPersonFault(applicant)) {
      const field = fieldOf(applicant.field)
      report(invalidCell(row, columnOf(field) ?? field, null, applicant.detail))
      return false
    }
    for (const { field, code, value } of findUnknown(event, index, missing)) {
      if (!createMissing) report({ row, column: columnOf(field) ?? field, value, code, params: { value } })
    }
    const key = `${event.externalId}\n${event.eventId}`
    const hash = contentHash(event)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, { row, hash })
    else if (before.hash !== hash) {
      const detail = {
        'zh-CN': `事件编号“${event.eventId}”已在第 ${before.row} 行以不同内容出现。`,
        en: `The event id "${event.eventId}" stands in row ${before.row} with other content.`,
      }
      report({ row, column: columnOf('eventId'), value: event.eventId, code: 'CONFLICT', params: { detail } })
      return false
    }
    return true
  }
}
