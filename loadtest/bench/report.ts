import { isMet, type Compared, type Goal, type Outcome } from './outcome.ts'
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

/** A ratio may be so much worse than it was. */
const LEEWAY = 0.75

const isWorse = (now: number, then: number, goal: Goal): boolean =>
  'atMost' in goal ? now * LEEWAY > then : now < then * LEEWAY

/** What should be so and is not, in sentences. */
export const broken = (after: readonly Outcome[]): readonly string[] =>
  after.flatMap(({ code, checks = [] }) =>
    checks.filter(({ holds }) => !holds).map(({ said }) => `${code}: not so: ${said}.`),
  )

/**
 * The ratios that are worse by more than a quarter, or missing, in each of the runs after, in sentences. Those without a
 * goal are for information: nobody said whether more of them is better.
 */
export const falls = (before: readonly Outcome[], ...after: readonly (readonly Outcome[])[]): readonly string[] =>
  before.flatMap(({ code, ratios }) =>
    ratios.flatMap(({ against, of, ratio: then, goal }) => {
      if (goal === null) return []
      const medians = after.map((outcomes) => {
        const now = outcomes.find((outcome) => outcome.code === code)?.ratios ?? []
        return now.find((one) => one.against === against && one.of === of)?.ratio.median
      })
      if (medians.some((median) => median !== undefined && !isWorse(median, then.median, goal))) return []
      const said = medians.map((median) => (median === undefined ? 'is not measured any more' : `is ${median}×`))
      return [`${code} against ${against} (${of}) was ${then.median}× and ${said.join(', ')}.`]
    }),
  )

/** The outcomes of one benchmark. */
export const ofBench = (outcomes: readonly Outcome[], bench: string): readonly Outcome[] =>
  outcomes.filter(({ code }) => code.split(' ')[0] === bench)

/**
 * The last of several runs, with the weakest of all for each ratio. What later runs are compared with is not the luckiest
 * of some on an idle machine.
 */
export const weakest = (runs: readonly (readonly Outcome[])[]): readonly Outcome[] =>
  (runs.at(-1) ?? []).map((outcome) => ({
    ...outcome,
    ratios: outcome.ratios.map((compared) =>
      runs
        .flatMap((outcomes) => outcomes.find(({ code }) => code === outcome.code)?.ratios ?? [])
        .filter(({ against, of }) => against === compared.against && of === compared.of)
        .reduce((weak, one) => (isWeaker(one, weak) ? one : weak), compared),
    ),
  }))

const isWeaker = ({ ratio, goal }: Compared, { ratio: than }: Compared): boolean =>
  goal !== null && ('atMost' in goal ? ratio.median > than.median : ratio.median < than.median)

/** How many ratios with a goal are no worse than they were, and checks as they must be: `58 held, 0 fell`. */
export const closingLine = (outcomes: readonly Outcome[], fallen: readonly string[]): string => {
  const all = outcomes.flatMap(({ ratios, checks = [] }) => [...ratios.filter(({ goal }) => goal !== null), ...checks])
  return `${Math.max(0, all.length - fallen.length)} held, ${fallen.length} fell`
}

/** What is kept: what was measured now in place of what was, and the rest as it was. */
export const merged = (before: Report | undefined, after: Report): Report => {
  const now = new Set(after.outcomes.map(({ code }) => code))
  const kept = (before?.outcomes ?? []).filter(({ code }) => !now.has(code))
  const outcomes = [...kept, ...after.outcomes].toSorted((a, b) =>
    a.code.localeCompare(b.code, 'en', { numeric: true }),
  )
  return { ...after, outcomes }
}

/** The tables for people to read, in Markdown. */
export const tableOf = ({ outcomes }: Report): string => outcomes.map(ofOutcome).join('\n\n')

/** The ratios that have a goal, for people to read, in Markdown. */
export const goalsOf = ({ outcomes }: Report): string =>
  table(
    ['id', 'against', 'of', 'own is', 'goal'],
    outcomes.flatMap(({ code, ratios }) =>
      ratios.flatMap(({ against, of, ratio, goal }) =>
        goal === null ? [] : [[code, against, of, spread(ratio, '×'), said(ratio.median, goal)]],
      ),
    ),
  )

const ofOutcome = ({ code, question, arms, ratios, checks = [] }: Outcome): string => {
  const headings = [...new Set(Object.values(arms).flatMap((figures) => Object.keys(figures)))]
  const rows = Object.entries(arms).map(([name, figures]) => [
    name,
    ...headings.map((heading) => (figures[heading] === undefined ? '' : spread(figures[heading]))),
  ])
  const compared = ratios.map(({ against, of, ratio, goal }) => [
    against,
    of,
    spread(ratio, '×'),
    said(ratio.median, goal),
  ])
  return [
    `**${code}** ${question}`,
    table(['arm', ...headings], rows),
    ...(ratios.length === 0 ? [] : [table(['against', 'of', 'own is', 'goal'], compared)]),
    ...(checks.length === 0 ? [] : [checks.map((check) => `- ${check.holds ? '✓' : '✗'} ${check.said}`).join('\n')]),
  ].join('\n\n')
}

const said = (ratio: number, goal: Compared['goal']): string => {
  if (goal === null) return ''
  const [sign, number] = 'atLeast' in goal ? ['≥', goal.atLeast] : ['≤', goal.atMost]
  return `${sign} ${Number(number.toPrecision(3))}× ${isMet(ratio, goal) ? '✓' : '✗'}`
}

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const spread = ({ median, min, max }: Spread, unit = ''): string =>
  min === max ? `${median}${unit}` : `${median}${unit} (${min}–${max})`
