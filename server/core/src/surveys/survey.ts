import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/** GRADE5: five grades, 5 the best; YES_NO; CHOICE of one of the options; TEXT, free words. */
export const QUESTION_KINDS = ['GRADE5', 'YES_NO', 'CHOICE', 'TEXT'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** One that can be chosen. */
export type SurveyOption = { readonly code: string; readonly text: Text }

/** One question of a survey. Answers are texts: `1` … `5`, `YES` or `NO`, the code of an option, or words. */
export type SurveyQuestion = {
  /** Kebab-case, unique in its survey. */
  readonly code: string
  readonly text: Text
  readonly kind: QuestionKind
  /** Of a CHOICE, at least two. */
  readonly options?: readonly SurveyOption[]
  /** Answers that open a return visit, or a lead: `['1', '2']`. A TEXT has none. */
  readonly unhappyIf?: readonly string[]
  /** What a return visit that confirms an unhappy answer raises: the code of a declared finding type. */
  readonly findingType?: string
  /** An unhappy answer is a lead about integrity 廉洁线索: it goes to those who refer them and to nobody else. */
  readonly isLead?: true
}

/** A share of answers that are not unhappy, over some questions: Σ happy / Σ answered. */
export type SurveyIndex = { readonly code: string; readonly title: Text; readonly questions: readonly string[] }

/** SURVEY 满意度调查 asks how it was; RETURN_VISIT 回访 asks whether something happened. */
export const SURVEY_KINDS = ['SURVEY', 'RETURN_VISIT'] as const
export type SurveyKind = (typeof SURVEY_KINDS)[number]

/**
 * A survey of people whose case was closed, as data of a plugin or room. One that was used stays as it was: a change is a
 * new version beside it.
 */
export type SurveyDeclaration = {
  /** Kebab-case; with the version unique in the platform. */
  readonly code: string
  readonly version: number
  /** The clause that it answers: `6.1-h`. */
  readonly clause: ClauseId
  readonly title: Text
  readonly kind: SurveyKind
  readonly questions: readonly SurveyQuestion[]
  /** Below this many answers its results are called small. */
  readonly minimumAnswers: number
  readonly indices: readonly SurveyIndex[]
}
