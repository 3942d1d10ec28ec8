import { fulfilments, wantingOf, type Fulfilment } from '@zhikong/core'

import { checkout } from '../process/folders.ts'
import type { Command } from './command.ts'
import { testsByClause } from './tests-by-clause.ts'

/** Shows what fulfils each clause of the standard, and what is wanting. */
export const clauses: Command = {
  name: 'clauses',
  summary: 'show by what each clause of the standard is fulfilled, and what is wanting',
  usage: 'pnpm zhikong clauses',
  run: async (_args, { declarations, print }) => {
    const tests = await testsByClause(checkout)
    let whole = 0
    const rows = fulfilments(declarations.plugins)
    for (const row of rows) {
      const named = tests.get(row.clause) ?? []
      const wanting = wantingOf(row, named)
      for (const line of linesOf(row, named)) print(line)
      if (wanting.length === 0) whole += 1
      else print(`  ✗ wanting: ${wanting.join(', ')}`)
    }
    print(`${whole} of ${rows.length} clauses`)
    return whole === rows.length ? 0 : 1
  },
}

const linesOf = (
  { clause, kind, holders, indicators, alerts, fields, pages }: Fulfilment,
  tests: readonly string[],
): readonly string[] => [
  `${clause}  ${kind}  ${listed(holders)}`,
  `  indicators  ${listed(indicators)}`,
  `  alerts      ${listed(alerts)}`,
  `  API         ${listed(fields)}`,
  `  page        ${listed(pages)}`,
  `  tests       ${listed(tests)}`,
]

const listed = (entries: readonly string[]): string => (entries.length === 0 ? '–' : entries.join(', '))
