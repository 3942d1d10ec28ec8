import type { SurveyDeclaration, SurveyQuestion } from '../survey.ts'

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u

/** What can be answered to a question; null for words. */
export const answersTo = ({ kind, options = [] }: SurveyQuestion): readonly string[] | null => {
  if (kind === 'TEXT') return null
  if (kind === 'GRADE5') return ['1', '2', '3', '4', '5']
  return kind === 'YES_NO' ? ['YES', 'NO'] : options.map(({ code }) => code)
}

/** Every mistake of a survey's declaration, as sentences; `findingTypes` are the codes that anybody declares. */
export function* surveyMistakes(
  { code, version, questions, indices, minimumAnswers }: SurveyDeclaration,
  findingTypes: ReadonlySet<string>,
): Generator<string> {
  if (!KEBAB.test(code)) yield 'its code is not in kebab-case'
  if (!Number.isInteger(version) || version < 1) yield 'its version is not a whole number from 1 on'
  if (!Number.isInteger(minimumAnswers) || minimumAnswers < 1) yield 'minimumAnswers is not a whole number from 1 on'
  if (questions.length === 0) yield 'it asks nothing'
  const codes = questions.map((question) => question.code)
  if (new Set(codes).size < codes.length) yield 'two of its questions have one code'
  for (const question of questions) {
    yield* questionMistakes(question)
    const { findingType: type } = question
    if (type !== undefined && !findingTypes.has(type))
      yield `question "${question.code}" raises findings of type "${type}", which nobody declares`
  }
  const closed = new Set(questions.filter(({ kind }) => kind !== 'TEXT').map((question) => question.code))
  for (const index of indices) {
    const unknown = index.questions.find((question) => !closed.has(question))
    if (unknown !== undefined) yield `index "${index.code}" reads "${unknown}", which is no question with set answers`
    if (index.questions.length === 0) yield `index "${index.code}" reads no question`
  }
}

function* questionMistakes(question: SurveyQuestion): Generator<string> {
  const { code, kind, options = [], unhappyIf = [] } = question
  const codes = options.map((option) => option.code)
  if (!KEBAB.test(code)) yield `the code of question "${code}" is not in kebab-case`
  if ((kind === 'CHOICE') !== codes.length >= 2)
    yield `question "${code}" has options just when it is a CHOICE, and then at least two`
  if (new Set(codes).size < codes.length) yield `two options of question "${code}" have one code`
  const possible = answersTo(question)
  const other = unhappyIf.find((answer) => possible?.includes(answer) !== true)
  if (other !== undefined) yield `question "${code}" cannot be answered with "${other}"`
  const isSet = question.findingType !== undefined || question.isLead === true
  if (isSet && unhappyIf.length === 0) yield `question "${code}" names what follows an unhappy answer and has none`
}
