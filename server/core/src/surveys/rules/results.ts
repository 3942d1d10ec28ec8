import type { SurveyDeclaration } from '../survey.ts'

/** How many of some answers were what is counted. */
export type Share = { readonly n: number; readonly count: number }

/** A share with its interval of 95 %, in percent; no figure without answers (never 0 or 100 for none), nor of more than all. */
export type ShareFigure = Share & {
  readonly percent: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959_963_984_540_054

/**
 * The share with Wilson's interval, narrowed by the finite population where its size is told: all of a population has no
 * interval beyond itself.
 * @example shareFigure({ n: 20, count: 0 }) // high is 16.1
 */
export const shareFigure = ({ n, count }: Share, population?: number): ShareFigure => {
  if (n <= 0 || count > n) return { n, count, percent: null, low: null, high: null }
  const p = count / n
  const percent = 100 * p
  if (population !== undefined && n >= population) return { n, count, percent, low: percent, high: percent }
  const z2 = Z * Z * (population === undefined ? 1 : (population - n) / (population - 1))
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Math.sqrt(z2) / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return { n, count, percent, low: 100 * Math.max(0, centre - half), high: 100 * Math.min(1, centre + half) }
}

/** How a sample was met. `ineligible` ones could not be asked at all, and leave the denominator. */
export type Contacts = {
  readonly sampled: number
  readonly ineligible: number
  readonly answered: number
  readonly refused: number
  readonly unreachable: number
  readonly wrongNumber: number
}

/** Answered of those who could be asked. */
export const responseShare = ({ sampled, ineligible, answered }: Contacts): Share => ({
  n: sampled - ineligible,
  count: answered,
})

/** Answers to one question, and how many of them were unhappy. */
export type QuestionTally = { readonly question: string; readonly n: number; readonly unhappy: number }

/** An index of a survey: not unhappy of all answers to its questions. */
export type IndexShare = Share & { readonly code: string }

/** The indices of a survey over what was answered. */
export const indexShares = (
  { indices }: Pick<SurveyDeclaration, 'indices'>,
  tallies: readonly QuestionTally[],
): readonly IndexShare[] =>
  indices.map(({ code, questions }) => {
    const of = tallies.filter(({ question }) => questions.includes(question))
    const n = of.reduce((sum, tally) => sum + tally.n, 0)
    return { code, n, count: n - of.reduce((sum, tally) => sum + tally.unhappy, 0) }
  })

/** Figures of the unit that was visited are shown from this many answers on: fewer would tell who said what. */
export const FEWEST_SHOWN = 5
