import type { Spread } from './spread.ts'

/** What a ratio should come to. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number }

/** What was measured of an arm, by headings that name their unit: `events a second`, `p99, ms`. */
export type Figures = Readonly<Record<string, Spread>>

/** Our arm divided by another, of what heading. */
export type Compared = {
  readonly against: string
  readonly of: string
  readonly ratio: Spread
  readonly goal: Goal | null
}

/** Something that is so or is not: `0 of 500,000 deliveries lost`. */
export type Check = { readonly said: string; readonly holds: boolean }

/** What came of a benchmark. Only ratios and checks mean something on another machine. */
export type Outcome = {
  /** The id in the table of goals, with a word when it has several parts: `B3`, `B3 insert`. */
  readonly code: string
  readonly question: string
  readonly arms: Readonly<Record<string, Figures>>
  readonly ratios: readonly Compared[]
  readonly checks?: readonly Check[]
}

/** Whether a ratio is as it should be. */
export const isMet = (ratio: number, goal: Goal): boolean =>
  'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost
