import type { Level } from '../registers/tables.ts'
import type { Missing } from './rules/score.ts'

export const SCORED = ['REGION', 'HALL'] as const
/** What has a score: a province, city or county with all within it, or a hall. */
export type Scored = (typeof SCORED)[number]

type Seat = { readonly regionId: number; readonly areaCode: number; readonly scopeKey: number }

/** A version of the weights of a province, which holds from a month on until another does. Added, never changed. */
export type ScoreWeightsTable = Seat & {
  readonly id: string
  /** The first day of the first month. */
  readonly fromMonth: string
  /** Ten-thousandths of weight that must be there for a score; null for all of it. */
  readonly minimumCoverage: number | null
  /** Days after a month in which late records still count. */
  readonly graceDays: number
  readonly reason: string
  readonly setAt: Date
  readonly setBy: string
}

/** What an indicator counts in a version, in ten-thousandths, and between which figures. */
export type ScoreWeightTable = {
  readonly weightsId: string
  readonly at: number
  readonly indicator: string
  readonly weight: number
  readonly zeroAt: number
  readonly fullAt: number | null
}

/** The frozen score of a region or hall in a month. Added, never changed. */
export type ScoreTable = Seat & {
  readonly id: string
  readonly kind: Scored
  /** The id of the region or of the hall. */
  readonly subjectId: number
  readonly hallId: number | null
  readonly level: Level
  /** The region in which its peers are; null for a province. */
  readonly peersIn: number | null
  readonly month: string
  readonly value: number | null
  readonly coverage: number
  readonly isRescaled: boolean
  readonly weightsId: string
  readonly frozenAt: Date
}

/** A part of a frozen score, with its figure as it was. */
export type ScorePartTable = {
  readonly areaCode: number
  readonly scopeKey: number
  readonly hallId: number | null
  readonly scoreId: string
  readonly at: number
  readonly indicator: string
  readonly weight: number
  readonly zeroAt: number
  readonly fullAt: number | null
  readonly display: string
  readonly n: number
  readonly value: number | null
  readonly full: number | null
  readonly points: number | null
  readonly effectiveWeight: number
  readonly contribution: number | null
  readonly missing: Missing | null
}

/** A month of a province of which everything is frozen. */
export type ScoreMonthTable = Seat & { readonly month: string; readonly frozenAt: Date; readonly n: number }

export type ScoreTables = {
  'halls.scoreWeights': ScoreWeightsTable
  'halls.scoreWeight': ScoreWeightTable
  'halls.score': ScoreTable
  'halls.scorePart': ScorePartTable
  'halls.scoreMonth': ScoreMonthTable
}
