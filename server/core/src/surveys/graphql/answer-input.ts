import type { Builder } from '../../graphql/builder.ts'
import { invalid } from '../../graphql/fault.ts'
import { isAnswerFault, takeAnswers, type GivenAnswer, type TakenAnswer } from '../rules/answers.ts'
import type { SurveyDeclaration } from '../survey.ts'

/** Writes `SurveyAnswerInput`. */
export const defineAnswerInput = (builder: Builder) =>
  builder.inputType('SurveyAnswerInput', {
    description: 'An answer to a question.',
    fields: (t) => ({
      question: t.string({ required: true, description: 'The code of the question.' }),
      value: t.string({
        required: true,
        description: 'The answer: a grade, YES or NO, the code of an option, or words.',
      }),
    }),
  })

export type AnswerInput = ReturnType<typeof defineAnswerInput>

/** Answers as they are kept. @throws Fault INVALID_INPUT that names the answer that cannot be */
export const answersIn = (survey: SurveyDeclaration, given: readonly GivenAnswer[]): readonly TakenAnswer[] => {
  const taken = takeAnswers(survey, given)
  if (!isAnswerFault(taken)) return taken
  throw invalid(taken.detail, ['input', 'answers', ...(taken.at < 0 ? [] : [String(taken.at)])])
}
