import { showable } from '../graphql/messages.ts'
import type { Text } from '../text.ts'
import type { ImportColumn } from './registers-columns.ts'

/** Where each column stands in a file, and what is wrong with the header. */
export type Header = {
  /** From column name to place. */
  readonly places: ReadonlyMap<string, number>
  readonly faults: readonly { readonly column: string; readonly detail: Text }[]
}

/** Reads a header: names in English or Chinese, in any order; unknown, double and missing columns are faults. */
export function readHeader(cells: readonly string[], columns: readonly ImportColumn[]): Header {
  const places = new Map<string, number>()
  const faults: { column: string; detail: Text }[] = []
  for (const [place, cell] of cells.entries()) {
    const label = cell.trim()
    const column = columns.find(({ name, zh }) => name === label.toLowerCase() || zh === label)
    if (column === undefined) {
      if (label !== '') faults.push({ column: showable(label), detail: unknown(columns) })
    } else if (places.has(column.name)) {
      faults.push({
        column: showable(label),
        detail: { 'zh-CN': '此列出现了两次。', en: 'This column stands there twice.' },
      })
    } else {
      places.set(column.name, place)
    }
  }
  for (const { name, required } of columns) {
    if (required === true && !places.has(name)) {
      faults.push({ column: name, detail: { 'zh-CN': '缺少此列。', en: 'This column is missing.' } })
    }
  }
  return { places, faults }
}

function unknown(columns: readonly ImportColumn[]): Text {
  return {
    'zh-CN': `没有此列。可用的列：${columns.map(({ name, zh }) => `${name}（${zh}）`).join('、')}。`,
    en: `There is no such column. Known ones: ${columns.map(({ name }) => name).join(', ')}.`,
  }
}
