import type { Outcome } from './benchmark.ts'
import type { Spread } from './spread.ts'

/** A run of benchmarks, as it is kept. */
export type Report = {
  readonly date: string
  readonly events: number
  readonly rounds: number
  readonly machine: {
    readonly processors: number
    readonly model: string | undefined
    readonly node: string
    readonly load: readonly number[]
  }
  readonly outcomes: readonly Outcome[]
}

/** A ratio may be so much of what it was. */
const KEPT = 0.75

/** The ratios that have fallen by more than a quarter, in sentences. */
export const falls = (before: Report, after: Report): readonly string[] =>
  after.outcomes.flatMap(({ code, ratios }) => {
    const former = before.outcomes.find((outcome) => outcome.code === code)
    return ratios.flatMap(({ against, ratio }) => {
      const then = former?.ratios.find((one) => one.against === against)?.ratio
      if (then === undefined || ratio.median >= then.median * KEPT) return []
      return [`${code} against ${against} has fallen from ${then.median}× to ${ratio.median}×.`]
    })
  })

/** The tables for people to read, in Markdown. */
export const tableOf = ({ outcomes }: Report): string => outcomes.map(ofOutcome).join('\n\n')

const ofOutcome = ({ code, question, arms, ratios }: Outcome): string => {
  const measured = Object.entries(arms).map(([name, { eventsPerSecond, processorMs, p99 }]) => {
    const compared = ratios.find(({ against }) => against === name)
    const goal = compared?.goal == null ? '' : `${compared.goal}× ${compared.ratio.median >= compared.goal ? '✓' : '✗'}`
    const ratio = compared === undefined ? '' : spread(compared.ratio, '×')
    return `| ${name} | ${spread(eventsPerSecond)} | ${processorMs.median} | ${p99.median} | ${ratio} | ${goal} |`
  })
  const head = ['arm', 'events a second', 'ms of processor per event', 'p99, ms', 'own is', 'goal']
  return [
    `**${code}** ${question}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...measured,
  ].join('\n')
}

const spread = ({ median, min, max }: Spread, unit = ''): string => `${median}${unit} (${min}–${max})`
