import type { CaseMap, MapCondition, MapFields, MapValue } from './case-map.ts'
import type { FileProblem } from './file-problem.ts'
import { invalidCell } from './file-problem.ts'

/** Where each column of a file is. */
export type Columns = ReadonlyMap<string, number>

/** The header of a file: its columns, and how many cells a row has. */
export type Header = { readonly columns: Columns; readonly width: number }

/** Finds the columns that a map names; says which are missing or there twice. */
export function readHeader(
  header: readonly string[],
  map: CaseMap,
): Header & { readonly problems: readonly FileProblem[] } {
  const names = header.map((name) => name.trim())
  const wanted = columnsOf(map)
  const problems: FileProblem[] = []
  for (const name of wanted) {
    const count = names.filter((each) => each === name).length
    if (count === 1) continue
    const detail =
      count > 1
        ? { 'zh-CN': '表头中有多个同名的列。', en: 'The header has this column more than once.' }
        : { 'zh-CN': `表头中没有此列。${hintZh(names)}`, en: `The header has no such column. ${hintEn(names)}` }
    problems.push(invalidCell(1, name, null, detail))
  }
  return { columns: new Map(names.map((name, index) => [name, index])), width: header.length, problems }
}

const shown = (names: readonly string[]): string => names.slice(0, 30).join(', ').slice(0, 200)
const hintZh = (names: readonly string[]): string =>
  names.length === 1 ? '表头只有一列：请核对映射文件中的 file.delimiter。' : `现有：${shown(names)}`
const hintEn = (names: readonly string[]): string =>
  names.length === 1 ? 'It has just one column: check file.delimiter of the map.' : `It has: ${shown(names)}`

/** Every column that a map names, each once. */
function columnsOf(map: CaseMap): readonly string[] {
  const ofEvents = map.events.flatMap(({ at, id, when, fields = {} }) => [
    at,
    ...placeholdersOf(id).filter((name) => name !== CASE),
    ...(when === undefined ? [] : [columnOfCondition(when)]),
    ...columnsOfFields(fields),
  ])
  return [...new Set([map.case, ...columnsOfFields(map.fields), ...ofEvents])]
}

/** Stands for the case number in the template of an id. */
export const CASE = 'case'

export const placeholdersOf = (template: string): readonly string[] =>
  [...template.matchAll(/\{([^{}]+)\}/gu)].flatMap(([, name]) => (name === undefined ? [] : [name]))

export const columnOfCondition = (condition: MapCondition): string =>
  typeof condition === 'string' ? condition : condition.column

/** The column of a value; null for a constant. */
export const columnOfValue = (value: MapValue): string | null =>
  typeof value === 'string' ? value : 'column' in value ? value.column : null

export const columnsOfFields = (fields: MapFields): readonly string[] =>
  Object.values(fields).flatMap((field) => {
    if (field === undefined) return []
    const column = columnOfValue(typeof field === 'object' && 'amount' in field ? field.amount : field)
    return column === null ? [] : [column]
  })
