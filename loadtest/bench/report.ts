import { isMet, type Compared, type Outcome } from './outcome.ts'
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

const isWorse = ({ ratio, goal }: Compared, then: number): boolean =>
  goal !== null && 'atMost' in goal ? ratio.median * LEEWAY > then : ratio.median < then * LEEWAY

/** What should be so and is not, in sentences. */
export const broken = (after: readonly Outcome[]): readonly string[] =>
  after.flatMap(({ code, checks = [] }) =>
    checks.filter(({ holds }) => !holds).map(({ said }) => `${code}: not so: ${said}.`),
  )

/** The ratios that have become worse by more than a quarter, in sentences. */
export const falls = (before: readonly Outcome[], after: readonly Outcome[]): readonly string[] =>
  after.flatMap(({ code, ratios }) => {
    const former = before.find((outcome) => outcome.code === code)
    return ratios.flatMap((compared) => {
      const { against, of, ratio } = compared
      const then = former?.ratios.find((one) => one.against === against && one.of === of)?.ratio
      if (then === undefined || !isWorse(compared, then.median)) return []
      return [`${code} against ${against} (${of}) was ${then.median}× and is ${ratio.median}×.`]
    })
  })

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
  return `${sign} ${number}× ${isMet(ratio, goal) ? '✓' : '✗'}`
}

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const spread = ({ median, min, max }: Spread, unit = ''): string =>
  min === max ? `${median}${unit}` : `${median}${unit} (${min}–${max})`
