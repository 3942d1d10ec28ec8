import { parseArgs } from 'node:util'
import { SCENARIOS, type Scenario } from '../k6/thresholds.ts'
import type { Extent } from '../k6/plan.ts'
import { CannotRun } from './cannot-run.ts'

/** What was asked for on the command line. */
export type Wish = {
  readonly help: boolean
  readonly scenarios: readonly Scenario[]
  /** What was told differently, of every scenario. */
  readonly extent: Partial<Extent>
  /** Made-up cases that are there at the beginning. */
  readonly cases: number
  /** Leaves the folder with database and log. */
  readonly keep: boolean
}

const OPTIONS = {
  duration: { type: 'string' },
  minutes: { type: 'string' },
  rate: { type: 'string' },
  vus: { type: 'string' },
  cases: { type: 'string', default: '20000' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Without a name all that are over in minutes. */
const SHORT = SCENARIOS.filter((name) => name !== 'soak')

/** Reads the command line. @throws CannotRun with a sentence for what it does not know */
export const readArguments = (args: readonly string[]): Wish => {
  const { values, positionals } = parsed(args)
  const unknown = positionals.filter((name) => !isScenario(name))
  if (unknown.length > 0) {
    throw new CannotRun(`No scenario is called ${unknown.join(', ')}. There are: ${SCENARIOS.join(', ')}.`)
  }
  if (values.duration !== undefined && values.minutes !== undefined) {
    throw new CannotRun('Give --duration in seconds or --minutes, not both.')
  }
  const seconds = amount('duration', values.duration, 5, 86_400)
  const minutes = amount('minutes', values.minutes, 1, 1_440)
  const rate = amount('rate', values.rate, 1, 20_000)
  const vus = amount('vus', values.vus, 1, 2_000)
  return {
    help: values.help,
    scenarios: positionals.length === 0 ? SHORT : positionals.filter(isScenario),
    extent: {
      ...(seconds === undefined ? {} : { seconds }),
      ...(minutes === undefined ? {} : { seconds: minutes * 60 }),
      ...(rate === undefined ? {} : { rate }),
      ...(vus === undefined ? {} : { vus }),
    },
    cases: amount('cases', values.cases, 1_000, 100_000_000) ?? 0,
    keep: values.keep,
  }
}

const isScenario = (name: string): name is Scenario => SCENARIOS.some((known) => known === name)

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new CannotRun(`${reason}. --help tells what there is.`)
  }
}

const amount = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new CannotRun(`--${name} must be a whole number from ${least} to ${most}; "${text}" is none.`)
}
