import { parseArgs } from 'node:util'
import { distribute as runPlan, DistributionRefused, prepareDistribution } from '@zhikong/core'

import type { Command } from './command.ts'
import { progressBar } from './progress-bar.ts'

/** Turns a database that has the Citus extension into a distributed one; may be run again at any time. */
export const distribute: Command = {
  name: 'distribute',
  summary: 'spread a database that has the Citus extension over its servers',
  usage: `pnpm zhikong distribute --dry-run   print the statements, change nothing
pnpm zhikong distribute             run them; what was done before is left as it is`,
  run: async (args, { database, declarations: { migrations, placements }, print, tell, signal }) => {
    const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean', default: false } } })
    const opened = await database()
    const schemas = migrations.map(({ name }) => name)
    try {
      const plan = await prepareDistribution(opened, { schemas, placed: placements })
      if (values['dry-run']) {
        for (const statement of plan.statements) print(`${statement};`)
        tell(`${plan.statements.length} statements; ${plan.done} tables lie where they are to. Nothing was changed.`)
        return 0
      }
      const bar = progressBar(process.stderr, 'Distributing')
      try {
        await runPlan(opened, plan, bar.show, signal)
      } finally {
        bar.end()
      }
      print(`${plan.statements.length} statements ran; the database is distributed.`)
      return 0
    } catch (error) {
      if (!(error instanceof DistributionRefused)) throw error
      tell(error.message)
      return 1
    }
  },
}
