import { CsvError, parse } from 'csv-parse/sync'
import type { Text } from '../../text.ts'
import { textFault } from '../../registers/save/fields.ts'
import type { StatedDay } from '../calendar-content.ts'
import { dayNumberOf } from '../local-time.ts'
import { CALENDAR_MESSAGES as SAY } from './calendar-messages.ts'

/** What is wrong with a row of a notice; rows count as in a spreadsheet, the header being 1, and 0 is the file. */
export type NoticeProblem = { readonly row: number; readonly column: string | null; readonly message: Text }

/** A notice as read: its days, or why there is none. */
export type Notice = { readonly days: readonly StatedDay[]; readonly problems: readonly NoticeProblem[] }

const HEADER = ['date', 'kind', 'name'] as const
/** A year has fewer days. */
const MOST_ROWS = 400
const LONGEST = 100_000
const LONGEST_NAME = 40
/** A notice may move working days of the December before: 2018-12-29 was worked for New Year 2019. */
const DECEMBER = '-12-01'

/**
 * Reads a year's notice: `date,kind,name`, where kind is off or work. Every row that cannot be taken is told; then there
 * are no days.
 */
export const readNotice = (text: string, year: number): Notice => {
  const refused = (row: number, column: string | null, message: Text): Notice => ({
    days: [],
    problems: [{ row, column, message }],
  })
  if (text.length > LONGEST) return refused(0, null, SAY.tooLong(LONGEST))
  if (text.includes('\0') || !text.isWellFormed()) return refused(0, null, SAY.noText)
  const rows = rowsOf(text)
  if (typeof rows === 'number') return refused(rows, null, SAY.quotes)
  const [header, ...body] = rows
  if (header === undefined) return refused(0, null, SAY.empty)
  if (header.cells.map((cell) => cell.trim()).join() !== HEADER.join()) return refused(1, null, SAY.header)
  if (body.length === 0) return refused(0, null, SAY.empty)
  if (body.length > MOST_ROWS) return refused(0, null, SAY.manyRows(MOST_ROWS))
  const seen = new Map<string, number>()
  const problems: NoticeProblem[] = []
  const days = body.flatMap(({ row, cells }): readonly StatedDay[] => {
    const found = problemsOf(cells, year, seen)
    problems.push(...found.map((problem) => ({ row, ...problem })))
    const [date = '', kind, name = ''] = cells.map((cell) => cell.trim())
    seen.set(date, row)
    return found.length > 0 ? [] : [{ date, kind: kind === 'work' ? 'work' : 'off', name }]
  })
  return { days: problems.length > 0 ? [] : days, problems }
}

type Found = Omit<NoticeProblem, 'row'>

const problemsOf = (cells: readonly string[], year: number, seen: ReadonlyMap<string, number>): readonly Found[] => {
  if (cells.length !== HEADER.length) return [{ column: null, message: SAY.width(cells.length) }]
  const [date = '', kind = '', name = ''] = cells.map((cell) => cell.trim())
  const found: Found[] = []
  const before = seen.get(date)
  if (!isDate(date)) found.push({ column: 'date', message: SAY.date })
  else if (!date.startsWith(`${year}-`) && !(date >= `${year - 1}${DECEMBER}` && date < `${year}`)) {
    found.push({ column: 'date', message: SAY.otherYear(year) })
  } else if (before !== undefined) found.push({ column: 'date', message: SAY.twice(before) })
  if (kind !== 'off' && kind !== 'work') found.push({ column: 'kind', message: SAY.kind })
  const fault = textFault(name, LONGEST_NAME)
  if (fault !== null) found.push({ column: 'name', message: fault })
  return found
}

/** Whether a text is a day that exists, as YYYY-MM-DD. */
export const isDate = (text: string): boolean => {
  try {
    dayNumberOf(text)
    return true
  } catch {
    return false
  }
}

type Row = { readonly row: number; readonly cells: readonly string[] }

/** Rows that hold something; the number of the row where quotes do not match. */
const rowsOf = (text: string): readonly Row[] | number => {
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][]
    return rows.map((cells, index) => ({ row: index + 1, cells })).filter(({ cells }) => cells.join('').trim() !== '')
  } catch (error) {
    if (error instanceof CsvError) return Number(error['records'] ?? 0) + 1
    throw error
  }
}
