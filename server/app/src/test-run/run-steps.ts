import type { Step, Tally } from './step.ts'

/** Runs every step, also after one that failed, tells how each ended, and adds up. */
export async function runSteps(steps: readonly Step[], tell: (line: string) => void): Promise<Tally> {
  let total: Tally = { passed: 0, failed: 0 }
  for (const step of steps) {
    const begun = performance.now()
    const tally = await step.run()
    total = { passed: total.passed + tally.passed, failed: total.failed + tally.failed }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    tell(`${tally.failed === 0 ? '✓' : '✗'} ${step.title} (${seconds} s)`)
  }
  return total
}

/** What the run ends with. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`
