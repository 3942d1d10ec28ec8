import { runProgram } from './run-program.ts'
import type { Step } from './step.ts'

/** What takes too long for every run. Tests of which a run has a quick share read `ZHIKONG_NIGHT` and do the whole. */
export const nightSteps: readonly Step[] = [
  {
    title: 'row security on two million rows',
    run: async () => {
      const { ok } = await runProgram({ program: 'node', args: ['loadtest/row-security/bench.ts'], show: true })
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
    },
  },
]
