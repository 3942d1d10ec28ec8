import { checks } from './checks.ts'
import type { Command } from './command.ts'

/** Proves the invariants of the data: nothing is changed. */
export const check: Command = {
  name: 'check',
  summary: 'prove that the figures and the protection of the data hold',
  usage: 'pnpm zhikong check',
  run: async (_args, { database, declarations, print }) => {
    const opened = await database()
    let failed = 0
    for (const { name, run } of checks) {
      const problems = await run(opened, declarations)
      print(`${problems.length === 0 ? '✓' : '✗'} ${name}`)
      for (const problem of problems) print(`    ${problem}`)
      failed += problems.length > 0 ? 1 : 0
    }
    print(`${checks.length - failed} of ${checks.length} checks hold`)
    return failed === 0 ? 0 : 1
  },
}
