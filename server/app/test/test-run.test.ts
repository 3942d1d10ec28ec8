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
    const tally = await runSteps([step('lint', 0, 1), step('types', 1, 0), step('tests', 40, 2)])
    expect(ran).toEqual(['lint', 'types', 'tests'])
    expect(closingLine(tally)).toBe('41 passed, 3 failed')
  })
})
