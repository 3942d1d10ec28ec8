import { parseArgs } from 'node:util'

import { checkSteps } from './test-run/check-steps.ts'
import { nightSteps } from './test-run/night-steps.ts'
import { closingLine, runSteps } from './test-run/run-steps.ts'
import { testSteps } from './test-run/test-steps.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, night: { type: 'boolean', default: false } } })
if (values.only !== undefined && values.only !== 'check') {
  process.stderr.write(`Unknown selection "${values.only}": --only=check is the one there is.\n`)
  process.exit(1)
}
const tell = (line: string): void => void process.stdout.write(`${line}\n`)
if (values.night) process.env['ZHIKONG_NIGHT'] = '1'
const steps = [...checkSteps, ...testSteps, ...(values.night ? nightSteps : [])]
const tally = await runSteps(values.only === 'check' ? checkSteps : steps, tell)
tell(`\n${closingLine(tally)}`)
process.exitCode = tally.failed === 0 ? 0 : 1
