import { parseArgs } from 'node:util'

import { checkSteps } from './test-run/check-steps.ts'
import { closingLine, runSteps } from './test-run/run-steps.ts'
import { testSteps } from './test-run/test-steps.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
if (values.only !== undefined && values.only !== 'check') {
  process.stderr.write(`Unknown selection "${values.only}": --only=check is the one there is.\n`)
  process.exit(1)
}
const tally = await runSteps(values.only === 'check' ? checkSteps : [...checkSteps, ...testSteps])
process.stdout.write(`\n${closingLine(tally)}\n`)
process.exitCode = tally.failed === 0 ? 0 : 1
