import { describe, expect, it } from 'vitest'

import { closingLine, runSteps } from '../src/test-run/run-steps.ts'

describe('the test command', () => {
  it('runs every step, adds up, and ends with the counts', async () => {
    const ran: string[] = []
    const step = (title: string, passed: number, failed: number) => ({
      title,
      run: async () => {
        ran.push(title)
        return { passed, failed }
      },
    })
    const told: string[] = []
    const steps = [step('lint', 0, 1), step('types', 1, 0), step('tests', 40, 2)]
    const tally = await runSteps(steps, (line) => told.push(line.slice(0, 6)))
    expect(ran).toEqual(['lint', 'types', 'tests'])
    expect(told).toEqual(['✗ lint', '✓ type', '✗ test'])
    expect(closingLine(tally)).toBe('41 passed, 3 failed')
  })
})
