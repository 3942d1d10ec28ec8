import type { Text } from '../text.ts'

/** The cells of one row by column name; a column that the file lacks gives undefined, an empty cell null. */
export type RowReader = {
  readonly text: (column: string) => string | null | undefined
  /** One of the words, in English capitals or as Chinese files write it; empty is undefined. */
  readonly word: <Word extends string>(column: string, words: readonly Word[]) => Word | undefined
  /** `2026-03-02` or `2026/3/2`; anything else is passed on to be refused by the register. */
  readonly date: (column: string) => string | null | undefined
  readonly number: (column: string) => number | null | undefined
  readonly flag: (column: string) => boolean | undefined
  /** Codes between semicolons, commas or spaces. */
  readonly list: (column: string) => readonly string[] | undefined
}

const CHINESE: Readonly<Record<string, string>> = {
  省: 'PROVINCE',
  市州: 'CITY',
  县市区: 'COUNTY',
  乡镇: 'TOWNSHIP',
  村: 'VILLAGE',
  普通: 'ORDINARY',
  园区: 'PARK',
  农场: 'FARM',
  其他: 'OTHER',
  部门: 'DEPARTMENT',
  政务服务管理机构: 'AUTHORITY',
  大厅管理机构: 'HALL_MANAGER',
  综合窗口: 'COMPREHENSIVE',
  专窗: 'SPECIAL',
  出件窗口: 'ISSUING',
  公开窗口: 'DISCLOSURE',
  办不成事窗口: 'UNRESOLVED_CASES',
  办不成事: 'UNRESOLVED_CASES',
  即办件: 'IMMEDIATE',
  承诺件: 'PROMISED',
  上报件: 'FORWARDED',
  联办件: 'JOINT',
  工作日: 'WORKING_DAY',
  自然日: 'CALENDAR_DAY',
  小时: 'HOUR',
  分钟: 'MINUTE',
}

const YES = new Set(['1', 'true', 'yes', 'y', '是'])
const NO = new Set(['0', 'false', 'no', 'n', '否'])

/** Reads cells; what cannot be read is said to `refuse` and becomes undefined. */
export function rowReader(
  cellOf: (column: string) => string | undefined,
  refuse: (column: string, detail: Text) => void,
): RowReader {
  const text = (column: string): string | null | undefined => {
    const cell = cellOf(column)?.trim()
    return cell === '' ? null : cell
  }
  return {
    text,
    word: (column, words) => {
      const cell = text(column)
      if (cell === null || cell === undefined) return undefined
      const wanted = CHINESE[cell] ?? cell.toUpperCase()
      const found = words.find((word) => word === wanted)
      if (found === undefined) refuse(column, unknownWord(words))
      return found
    },
    date: (column) => {
      const cell = text(column)
      const [, year, month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell ?? '') ?? []
      return year === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    },
    number: (column) => {
      const cell = text(column)?.normalize('NFKC')
      if (cell === undefined) return text(column) === null ? null : undefined
      if (/^-?\d{1,12}(\.\d{1,6})?$/.test(cell)) return Number(cell)
      refuse(column, { 'zh-CN': '应为数字，如 5 或 0.5。', en: 'This should be a number like 5 or 0.5.' })
      return undefined
    },
    flag: (column) => {
      const cell = text(column)?.toLowerCase()
      if (cell === undefined) return undefined
      if (YES.has(cell) || NO.has(cell)) return YES.has(cell)
      refuse(column, { 'zh-CN': '请填写“是”或“否”。', en: 'Write true or false.' })
      return undefined
    },
    list: (column) => {
      const cell = text(column)
      return cell === undefined ? undefined : (cell ?? '').split(/[;；,，、\s]+/u).filter((part) => part !== '')
    },
  }
}

function unknownWord(words: readonly string[]): Text {
  const chinese = Object.entries(CHINESE).flatMap(([word, meaning]) => (words.includes(meaning) ? [word] : []))
  const [zh, en] = [chinese.join('、'), words.join(', ')]
  return { 'zh-CN': `请填写以下之一：${zh}（或 ${en}）。`, en: `Write one of ${en}.` }
}
