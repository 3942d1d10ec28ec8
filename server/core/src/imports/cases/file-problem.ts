import { messageOf } from '../../graphql/messages.ts'
import type { ErrorCode, MessageParams } from '../../graphql/messages.ts'
import type { Language, Text } from '../../text.ts'

/** What is wrong in one cell of a file, or with the file as a whole. */
export type FileProblem = {
  /** As a spreadsheet counts: the header is row 1. 0 when it is no row's. */
  readonly row: number
  /** The column's name; null when it is no column's. */
  readonly column: string | null
  /** What the cell holds. */
  readonly value: string | null
  readonly code: ErrorCode
  readonly params: MessageParams
}

/** Takes problems one by one; there may be millions. */
export type ReportProblem = (problem: FileProblem) => void

/** INVALID_INPUT with what was wrong and what to do. */
export const invalidCell = (row: number, column: string | null, value: string | null, detail: Text): FileProblem => ({
  row,
  column,
  value,
  code: 'INVALID_INPUT',
  params: { detail },
})

/** `row 12, column case:deadline: …` */
export const sayProblem = ({ row, column, code, params }: FileProblem, language: Language): string => {
  const zh = language === 'zh-CN'
  const place = [
    ...(row > 0 ? [zh ? `第 ${row} 行` : `row ${row}`] : []),
    ...(column === null ? [] : [zh ? `“${column}”列` : `column ${column}`]),
  ].join(zh ? '，' : ', ')
  const sentence = messageOf(code, params, language)
  return place === '' ? sentence : `${place}${zh ? '：' : ': '}${sentence}`
}
