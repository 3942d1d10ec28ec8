import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../../k6/thresholds.ts'
import { readArguments } from '../../run/arguments.ts'
import { CannotRun } from '../../run/cannot-run.ts'
import { usage } from '../../run/usage.ts'

describe('the command line of a load test', () => {
  it('runs all short scenarios when none is named', () => {
    expect(readArguments([]).scenarios).toEqual(['reads', 'intake', 'subscriptions', 'monday'])
  })

  it('takes scenarios and how much they ask for', () => {
    expect(readArguments(['soak', '--minutes', '3', '--vus=8', '--rate', '50', '--cases=5000', '--keep'])).toEqual({
      help: false,
      scenarios: ['soak'],
      extent: { seconds: 180, vus: 8, rate: 50 },
      cases: 5_000,
      keep: true,
    })
    expect(readArguments(['reads', '--duration', '20']).extent).toEqual({ seconds: 20 })
  })

  it.each([
    ['an unknown scenario', ['tuesday'], 'No scenario is called tuesday. There are: reads, intake'],
    ['an unknown option', ['reads', '--users', '3'], "Unknown option '--users'. --help tells what there is."],
    [
      'an amount that is none',
      ['reads', '--vus', 'many'],
      '--vus must be a whole number from 1 to 2000; "many" is none.',
    ],
    ['an amount beyond measure', ['soak', '--minutes', '0'], '--minutes must be a whole number from 1 to 1440'],
    ['two durations', ['soak', '--minutes', '1', '--duration', '60'], 'not both'],
  ])('refuses %s with a sentence', (_, args, sentence) => {
    expect(() => readArguments(args)).toThrow(CannotRun)
    expect(() => readArguments(args)).toThrow(sentence)
  })

  it('tells every scenario in its help', () => {
    for (const scenario of SCENARIOS) expect(usage()).toContain(`  ${scenario} `)
  })
})
