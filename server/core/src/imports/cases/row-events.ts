import type { ReportedWithApplicant } from '../../cases/reported-event.ts'
import { personalColumns } from './applicant-fields.ts'
import type { CaseMap, MapCondition, MapEvent } from './case-map.ts'
import { CASE, columnOfCondition, columnOfValue, columnsOfFields, placeholdersOf } from './columns.ts'
import type { Columns, Header } from './columns.ts'
import type { ReportProblem } from './file-problem.ts'
import { invalidCell } from './file-problem.ts'
import type { ReadInstant } from './instants.ts'
import { fieldsReader } from './read-fields.ts'
import type { CsvRow } from './csv-rows.ts'

/** An event of a row, and the columns that its fields come from (null: a constant). */
export type RowEvent = { readonly row: number; readonly event: ReportedWithApplicant; readonly columnOf: ColumnOf }
export type ColumnOf = (field: string) => string | null

/** Gives the events of one row; says what cannot be read. Call it for every row, in order. */
export type ReadRow = (row: CsvRow, report: ReportProblem) => readonly RowEvent[]

/** The first row of a case: what its events per case were read from. */
type FirstRow = { readonly row: number; readonly cells: readonly string[] }

/**
 * Compiles a map for the columns of a file. Remembers the first row of every case: rows that disagree with it in what
 * its events per case are read from are reported.
 */
export function rowReader(map: CaseMap, { columns, width }: Header, readInstant: ReadInstant): ReadRow {
  const cellOf = (cells: readonly string[], column: string): string => cells[columns.get(column) ?? -1]?.trim() ?? ''
  const specs = map.events.map((spec) => compile(map, spec, columns, readInstant, cellOf))
  const shared = sharedColumns(map)
  const personal = personalColumns(map)
  const cases = new Map<string, FirstRow>()
  return ({ row, cells }, report) => {
    if (cells.length < width || cells.slice(width).some((cell) => cell !== '')) {
      report(invalidCell(row, null, null, OTHER_WIDTH(cells.length, width)))
      return []
    }
    const externalId = cellOf(cells, map.case)
    if (externalId === '') {
      report(invalidCell(row, map.case, '', EMPTY))
      return []
    }
    const first = cases.get(externalId)
    const values = shared.map((column) => cellOf(cells, column))
    if (first === undefined) cases.set(externalId, { row, cells: values })
    else reportDisagreement({ shared, personal }, first, values, row, report)
    return specs.flatMap((read) => read({ row, cells }, externalId, first === undefined, report) ?? [])
  }
}

const EMPTY = { 'zh-CN': '不能为空，请填写。', en: 'This is empty; fill it in.' }
const OTHER_WIDTH = (have: number, want: number) => ({
  'zh-CN': `该行有 ${have} 列，表头有 ${want} 列。请核对分隔符和引号。`,
  en: `This row has ${have} columns, the header has ${want}. Check delimiters and quotes.`,
})

type Compared = { readonly shared: readonly string[]; readonly personal: ReadonlySet<string> }

const OTHER_PERSON = (row: number) => ({
  'zh-CN': `与同一办件的第 ${row} 行不一致。`,
  en: `This differs from row ${row} of the same case.`,
})

function reportDisagreement(
  { shared, personal }: Compared,
  first: FirstRow,
  values: readonly string[],
  row: number,
  report: ReportProblem,
): void {
  for (const [at, column] of shared.entries()) {
    if (values[at] === first.cells[at]) continue
    if (personal.has(column)) {
      report(invalidCell(row, column, null, OTHER_PERSON(first.row)))
      continue
    }
    report(
      invalidCell(row, column, values[at] ?? '', {
        'zh-CN': `与同一办件的第 ${first.row} 行（“${first.cells[at]}”）不一致。`,
        en: `This differs from row ${first.row} of the same case ("${first.cells[at]}").`,
      }),
    )
  }
}

/** The columns from which events per case are read, but for the case number. */
function sharedColumns(map: CaseMap): readonly string[] {
  const ofEvents = map.events
    .filter(({ per }) => per === 'case')
    .flatMap(({ at, id, when, fields = {} }) => [
      at,
      ...placeholdersOf(id).filter((name) => name !== CASE),
      ...(when === undefined ? [] : [columnOfCondition(when)]),
      ...columnsOfFields({ ...map.fields, ...fields }),
    ])
  return [...new Set(ofEvents)]
}

type CellOf = (cells: readonly string[], column: string) => string
type ReadEvent = (row: CsvRow, externalId: string, isFirst: boolean, report: ReportProblem) => RowEvent | undefined

function compile(map: CaseMap, spec: MapEvent, columns: Columns, readInstant: ReadInstant, cellOf: CellOf): ReadEvent {
  const fields = { ...map.fields, ...spec.fields }
  const readFields = fieldsReader(fields, columns, readInstant)
  const template = spec.id.split(/\{([^{}]+)\}/u)
  const columnOf = columnsByField(map, spec)
  return ({ row, cells }, externalId, isFirst, report) => {
    if (spec.per === 'case' && !isFirst) return undefined
    if (spec.when !== undefined && !holds(spec.when, cellOf(cells, columnOfCondition(spec.when)))) return undefined
    const cell = cellOf(cells, spec.at)
    const occurredAt = cell === '' ? EMPTY : readInstant(cell)
    const read = readFields(cells, (column, value, detail) => report(invalidCell(row, column, value, detail)))
    if (!(occurredAt instanceof Date)) {
      report(invalidCell(row, spec.at, cell, occurredAt))
      return undefined
    }
    const eventId = template
      .map((part, at) => (at % 2 === 0 ? part : part === CASE ? externalId : cellOf(cells, part)))
      .join('')
    const event = { source: map.source, externalId, eventId, kind: spec.kind, occurredAt, ...read }
    return { row, event, columnOf }
  }
}

const holds = (condition: MapCondition, cell: string): boolean => {
  if (typeof condition === 'string') return cell !== ''
  return 'equals' in condition ? cell === condition.equals : condition.in.includes(cell)
}

function columnsByField(map: CaseMap, spec: MapEvent): ColumnOf {
  const fields = Object.entries({ ...map.fields, ...spec.fields }).flatMap(([name, field]) =>
    field === undefined
      ? []
      : [[name, columnOfValue(typeof field === 'object' && 'amount' in field ? field.amount : field)] as const],
  )
  const ids = placeholdersOf(spec.id).filter((name) => name !== CASE)
  const known = new Map<string, string | null>([
    ...fields,
    ['externalId', map.case],
    ['occurredAt', spec.at],
    ['eventId', ids.at(-1) ?? map.case],
  ])
  return (field) => known.get(field) ?? null
}
