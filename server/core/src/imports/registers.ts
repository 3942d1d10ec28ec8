import { CsvError, parse } from 'csv-parse/sync'
import { columnName } from '../database/bulk.ts'
import { messageOf, type ErrorCode, type MessageParams } from '../graphql/errors.ts'
import { OPERATOR, saveRegister, type Actor, type Drafts, type SaveHost } from '../registers/save/index.ts'
import type { RegisterKind } from '../registers/tables.ts'
import type { Language, Text } from '../text.ts'
import { importedEntry, type ImportSource } from './imported-entry.ts'
import { readText } from './read-text.ts'
import { IMPORT_COLUMNS } from './registers-columns.ts'
import { DRAFTS } from './registers-drafts.ts'
import { readHeader } from './registers-header.ts'
import { rowReader } from './registers-row.ts'

export { registerTemplate } from './registers-columns.ts'

/** What is wrong with a file: the row counts as in a spreadsheet, the header being 1. */
export type ImportFault = {
  readonly row: number
  /** As the file names it; null when the whole row, or the file, is meant. */
  readonly column: string | null
  readonly code: ErrorCode
  readonly message: string
}

/** What an import did; with any error nothing was written. */
export type RegisterImport = {
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly errors: readonly ImportFault[]
}

export type RegisterImportOptions = {
  /** The local day of the import, 'YYYY-MM-DD'. */
  readonly today: string
  /** Whose range holds; the operator of the server unless told. */
  readonly actor?: Actor
  readonly language?: Language
  /** Only say what would be done. */
  readonly dryRun?: boolean
  /** Names the file in the audit log. */
  readonly source?: ImportSource | undefined
  /** Rows written and rows to write. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Imports a CSV file of one register, all of it or nothing, by code: safe to repeat. A column that is not in the file
 * stays as it is, an empty cell takes away. Errors are told for every row and column.
 * @throws Fault FORBIDDEN for an actor without `core.administer`
 */
export async function importRegister<Kind extends RegisterKind>(
  host: SaveHost,
  kind: Kind,
  csv: AsyncIterable<Uint8Array>,
  { today, actor = OPERATOR, language = 'zh-CN', dryRun = false, source, onProgress }: RegisterImportOptions,
): Promise<RegisterImport> {
  const found: FoundFault[] = []
  const file = await readFile(kind, csv, found)
  const saved = await saveRegister(
    host,
    kind,
    file.items.map((item) => item.draft),
    {
      actor,
      origin: 'IMPORT',
      today,
      write: !dryRun && found.length === 0,
      onProgress,
      asOne: ({ created, changed }) => importedEntry('Register', kind, source, { created, changed }),
    },
  )
  for (const { index, field, code, params } of saved.problems) {
    found.push({ row: file.items[index]?.row ?? 0, column: file.labelOf(columnOf(field)), code, params })
  }
  const errors = found
    .toSorted((a, b) => a.row - b.row)
    .map(({ params, ...fault }) => ({ ...fault, message: messageOf(fault.code, params, language) }))
  const { created, changed, unchanged } = errors.length > 0 ? NOTHING : saved
  return { rows: file.rows, created, changed, unchanged, errors }
}

const NOTHING = { created: 0, changed: 0, unchanged: 0 }

type FoundFault = Omit<ImportFault, 'message'> & { readonly params: MessageParams }
type FileOf<Kind extends RegisterKind> = {
  readonly rows: number
  readonly items: readonly { readonly row: number; readonly draft: Drafts[Kind] }[]
  /** What the file calls a column. */
  readonly labelOf: (column: string) => string
}

const invalid = (row: number, column: string | null, detail: Text): FoundFault => ({
  row,
  column,
  code: 'INVALID_INPUT',
  params: { detail },
})

/** The first column of a limit stands for both. */
function columnOf(field: string): string {
  return field === 'promised' || field === 'statutory' ? `${field}_amount` : columnName(field)
}

async function readFile<Kind extends RegisterKind>(
  kind: Kind,
  csv: AsyncIterable<Uint8Array>,
  found: FoundFault[],
): Promise<FileOf<Kind>> {
  const [head = [], ...body] = await readRows(csv, found)
  const { places, faults } = readHeader(head, IMPORT_COLUMNS[kind])
  const labelOf = (column: string): string => head[places.get(column) ?? -1]?.trim() ?? column
  if (found.length === 0) found.push(...faults.map(({ column, detail }) => invalid(1, column, detail)))
  if (found.length > 0) return { rows: body.length, items: [], labelOf }
  const items: { row: number; draft: Drafts[Kind] }[] = []
  let rows = 0
  for (const [at, cells] of body.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    rows += 1
    const before = found.length
    const row = at + 2
    const refuse = (column: string, detail: Text) => void found.push(invalid(row, labelOf(column), detail))
    if (cells.length !== head.length) found.push(invalid(row, null, wrongLength(cells.length, head.length)))
    const reader = rowReader(
      (column) => (places.has(column) ? (cells[places.get(column) ?? -1] ?? '') : undefined),
      refuse,
    )
    const draft = DRAFTS[kind](reader, refuse)
    if (found.length === before) items.push({ row, draft })
  }
  return { rows, items, labelOf }
}

function wrongLength(cells: number, columns: number): Text {
  return {
    'zh-CN': `此行有 ${cells} 个单元格，表头有 ${columns} 列。请检查逗号和引号。`,
    en: `This row has ${cells} cells, the header ${columns}. Check commas and quotes.`,
  }
}

async function readRows(csv: AsyncIterable<Uint8Array>, found: FoundFault[]): Promise<string[][]> {
  const file = await readText(csv)
  if ('fault' in file) {
    found.push(invalid(1, null, file.fault))
    return []
  }
  try {
    const rows = parse(file.text, { relaxColumnCount: true, skipEmptyLines: false, maxRecordSize: 1_000_000 })
    if (rows.length === 0) found.push(invalid(1, null, { 'zh-CN': '文件是空的。', en: 'The file is empty.' }))
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error['records'] === 'number' ? error['records'] + 1 : 1
    found.push(invalid(row, null, BROKEN_QUOTES))
    return []
  }
}

const BROKEN_QUOTES: Text = {
  'zh-CN': '从此行起无法读取：引号不成对。请检查引号。',
  en: 'From this row on the file cannot be read: a quote has no partner. Check the quotes.',
}
