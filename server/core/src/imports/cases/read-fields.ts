import type { ReportedEvent, ReportedWithApplicant } from '../../cases/reported-event.ts'
import type { Limit } from '../../clock/types.ts'
import type { Text } from '../../text.ts'
import type { MapFields, MapValue } from './case-map.ts'
import { gatherApplicant, isKind, NO_KIND } from './applicant-fields.ts'
import { columnOfValue } from './columns.ts'
import type { Columns } from './columns.ts'
import type { ReadInstant } from './instants.ts'

/** Everything of an event beside its identity, kind and instant. */
export type EventFields = Pick<ReportedEvent, keyof MapFields & keyof ReportedEvent> &
  Pick<ReportedWithApplicant, 'applicant'>

/** A cell of a field that cannot be read. */
export type FieldFault = (column: string | null, value: string, detail: Text) => void

/** Reads the fields of one event from a row. */
export type ReadFields = (cells: readonly string[], fault: FieldFault) => EventFields

type ReadText = (cells: readonly string[]) => string | undefined
type ReadField = (cells: readonly string[], fault: FieldFault) => string | number | boolean | Date | Limit | undefined

const NO_NUMBER: Text = { 'zh-CN': '这不是数字。', en: 'This is not a number.' }
const NO_ANSWER: Text = {
  'zh-CN': '请写 true/false、1/0、yes/no 或 是/否，或在映射文件中给出 values。',
  en: 'Write true/false, 1/0, yes/no or 是/否, or give values in the map.',
}
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'y', '是'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'n', '否'].map((word) => [word, false] as const),
])

/** Compiles the fields of a map once for all rows. An empty cell without a default leaves its field out. */
export function fieldsReader(fields: MapFields, columns: Columns, readInstant: ReadInstant): ReadFields {
  const readers = Object.entries(fields).flatMap(([name, field]): (readonly [string, ReadField])[] => {
    if (field === undefined) return []
    if (typeof field === 'object' && 'amount' in field) {
      const number = numberReader(field.amount, columns)
      return [[name, (cells, fault) => limitOf(number(cells, fault), field.unit)]]
    }
    return [[name, readerOf(name, field, columns, readInstant)]]
  })
  return (cells, fault) =>
    gatherApplicant(
      Object.fromEntries(
        readers.flatMap(([name, read]) => {
          const value = read(cells, fault)
          return value === undefined ? [] : [[name, value]]
        }),
      ),
    )
}

const limitOf = (amount: number | undefined, unit: Limit['unit']): Limit | undefined =>
  amount === undefined ? undefined : { amount, unit }

function readerOf(name: string, value: MapValue, columns: Columns, readInstant: ReadInstant): ReadField {
  const text = textReader(value, columns)
  const column = columnOfValue(value)
  switch (name) {
    case 'dueAt':
    case 'until':
    case 'supplementDueAt':
      return (cells, fault) => {
        const cell = text(cells)
        if (cell === undefined) return undefined
        const instant = readInstant(cell)
        return instant instanceof Date ? instant : void fault(column, cell, instant)
      }
    case 'approvedDays':
    case 'extensionDays':
      return numberReader(value, columns)
    case 'applicantKind':
      return (cells, fault) => {
        const cell = text(cells)
        return cell === undefined || isKind(cell) ? cell : void fault(column, '', NO_KIND)
      }
    case 'noticed':
    case 'licenceFollows':
    case 'deliveryFollows':
      return (cells, fault) => {
        const cell = text(cells)
        if (cell === undefined) return undefined
        return ANSWERS.get(cell.toLowerCase()) ?? void fault(column, cell, NO_ANSWER)
      }
    default:
      return text
  }
}

const numberReader = (value: MapValue, columns: Columns) => {
  const text = textReader(value, columns)
  return (cells: readonly string[], fault: FieldFault): number | undefined => {
    const cell = text(cells)
    if (cell === undefined) return undefined
    return /^\d{1,6}(?:\.\d{1,4})?$/u.test(cell) ? Number(cell) : void fault(columnOfValue(value), cell, NO_NUMBER)
  }
}

/** A value as text, trimmed; undefined when there is none. */
function textReader(value: MapValue, columns: Columns): ReadText {
  if (typeof value === 'object' && 'constant' in value) return () => value.constant
  const { column, values, default: otherwise } = typeof value === 'string' ? { column: value } : { ...value }
  const index = columns.get(column) ?? -1
  const table = values === undefined ? undefined : new Map(Object.entries(values))
  return (cells) => {
    const cell = cells[index]?.trim() ?? ''
    if (cell === '') return otherwise
    return table === undefined ? cell : (table.get(cell) ?? otherwise ?? cell)
  }
}
