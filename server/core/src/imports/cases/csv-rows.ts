import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { FileUnreadable } from './file-unreadable.ts'

export type CsvFormat = { readonly delimiter: string; readonly encoding: 'UTF-8' | 'GB18030' }

/** One record; `row` counts as a spreadsheet does, the header being row 1. */
export type CsvRow = { readonly row: number; readonly cells: readonly string[] }

/** No record of a table is longer; a file without line ends or with an open quote is found out early. */
const LONGEST_RECORD = 1_000_000

/**
 * Reads a file record by record, in memory that does not grow with it. Empty lines are skipped and counted.
 * @throws FileUnreadable for bytes that are no text of the encoding, NUL, open quotes and records that are too long
 */
export async function* csvRows(path: string, { delimiter, encoding }: CsvFormat): AsyncGenerator<CsvRow> {
  let row = 0
  const parser = parse({ delimiter, bom: true, relax_column_count: true, max_record_size: LONGEST_RECORD })
  const text = Readable.from(decode(path, encoding, () => parser.info.records + 1))
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1
      if (cells.length > 1 || cells[0] !== '') yield { row, cells }
    }
  } catch (error) {
    throw explain(error)
  } finally {
    text.destroy()
    parser.destroy()
  }
}

async function* decode(path: string, encoding: CsvFormat['encoding'], row: () => number): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let first = true
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    if (first && isUtf16(bytes)) throw new FileUnreadable(0, UTF_16)
    first = false
    if (bytes.includes(0)) throw new FileUnreadable(row(), NUL)
    yield decodeOr(() => decoder.decode(bytes, { stream: true }), row, encoding)
  }
  yield decodeOr(() => decoder.decode(), row, encoding)
}

const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)

function decodeOr(work: () => string, row: () => number, encoding: string): string {
  try {
    return work()
  } catch {
    throw new FileUnreadable(row(), {
      'zh-CN': `自该行起有不属于 ${encoding} 的字节。请核对映射文件中的 file.encoding，或将文件另存为 UTF-8。`,
      en: `From about this row there are bytes that are no ${encoding}. Check file.encoding of the map, or save the file as UTF-8.`,
    })
  }
}

const UTF_16 = {
  'zh-CN': '文件为 UTF-16 编码。请另存为 UTF-8。',
  en: 'The file is UTF-16. Save it as UTF-8.',
}

const NUL = {
  'zh-CN': '该行附近有 NUL 字节：这不是 CSV 文本，或为 UTF-16 编码。请另存为 UTF-8 的 CSV。',
  en: 'There are NUL bytes near this row: this is no CSV, or it is UTF-16. Save it as CSV in UTF-8.',
}

function explain(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const row = Number(error['records'] ?? 0) + 1
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new FileUnreadable(row, {
      'zh-CN': `该行超过 ${LONGEST_RECORD} 个字符：可能有未闭合的引号，或不是 CSV 文件。`,
      en: `This row is longer than ${LONGEST_RECORD} characters: a quote may be open, or this is no CSV.`,
    })
  }
  return new FileUnreadable(row, {
    'zh-CN': '该行的引号不成对，无法读下去。',
    en: 'The quotes of this row do not match; reading ends here.',
  })
}
