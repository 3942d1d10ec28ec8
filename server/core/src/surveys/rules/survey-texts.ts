import type { Text } from '../../text.ts'
import type { SurveyDeclaration } from '../survey.ts'

/** Every text of a survey, with what it is the text of. */
export const surveyTexts = ({ code, title, questions, indices }: SurveyDeclaration): readonly [string, Text][] => [
  [`survey ${code}`, title],
  ...questions.flatMap((question): [string, Text][] => [
    [`question ${question.code} of survey ${code}`, question.text],
    ...(question.options ?? []).map((option): [string, Text] => [
      `option ${option.code} of survey ${code}`,
      option.text,
    ]),
  ]),
  ...indices.map((index): [string, Text] => [`index ${index.code} of survey ${code}`, index.title]),
]
