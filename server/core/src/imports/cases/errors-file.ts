import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { messageOf } from '../../graphql/messages.ts'
import type { FileProblem } from './file-problem.ts'

/** Writes every problem of a file as a row of CSV: row, column, value, code, and the sentence in both languages. */
export function openErrorsFile(path: string): { add(problem: FileProblem): void; close(): Promise<void> } {
  const out = createWriteStream(path)
  const ended = finished(out)
  ended.catch(() => undefined) // told by `close`
  out.write('\uFEFFrow,column,value,code,problem_zh,problem_en\r\n')
  return {
    add: ({ row, column, value, code, params }) => {
      const cells = [row === 0 ? '' : String(row), column ?? '', value ?? '', code]
      const sentences = [messageOf(code, params, 'zh-CN'), messageOf(code, params, 'en')]
      out.write(`${[...cells, ...sentences].map(quote).join(',')}\r\n`)
    },
    close: async () => {
      out.end()
      await ended
    },
  }
}

/** Quoted, and never a formula to the spreadsheet that opens it. */
const quote = (cell: string): string => {
  const plain = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
  return `"${plain.slice(0, 1_000).replaceAll('"', '""')}"`
}
