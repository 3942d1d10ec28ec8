import type { Text } from '../../text.ts'
import type { SurveyDeclaration, SurveyQuestion } from '../survey.ts'
import { answersTo } from './check-survey.ts'

/** An answer as it is given and kept. */
export type GivenAnswer = { readonly question: string; readonly value: string }

/** An answer that is taken, with whether it is an unhappy one. */
export type TakenAnswer = GivenAnswer & { readonly unhappy: boolean }

/** Why answers are not taken, and at which of them; −1 for all. */
export type AnswerFault = { readonly at: number; readonly detail: Text }

export const MOST_WORDS = 1_000

type Survey = Pick<SurveyDeclaration, 'questions'>

/**
 * Takes answers to a survey: each question at most once, every one but a TEXT answered, an empty TEXT left out. Words are
 * trimmed and have at most 1,000 characters.
 */
export const takeAnswers = (
  { questions }: Survey,
  given: readonly GivenAnswer[],
): readonly TakenAnswer[] | AnswerFault => {
  const byCode = new Map(questions.map((question) => [question.code, question]))
  const taken = new Map<string, TakenAnswer>()
  for (const [at, { question: code, value }] of given.entries()) {
    const question = byCode.get(code)
    if (question === undefined || taken.has(code)) return { at, detail: WRONG_QUESTION }
    const words = value.trim()
    if (question.kind === 'TEXT' && words === '') continue
    if (!isAnswer(question, words)) return { at, detail: question.kind === 'TEXT' ? TOO_LONG : WRONG_ANSWER }
    taken.set(code, { question: code, value: words, unhappy: question.unhappyIf?.includes(words) ?? false })
  }
  if (questions.some(({ code, kind }) => kind !== 'TEXT' && !taken.has(code))) return { at: -1, detail: MISSING }
  return questions.flatMap(({ code }) => taken.get(code) ?? [])
}

export const isAnswerFault = (taken: readonly TakenAnswer[] | AnswerFault): taken is AnswerFault => 'detail' in taken

const isAnswer = (question: SurveyQuestion, words: string): boolean =>
  answersTo(question)?.includes(words) ??
  (words.length <= MOST_WORDS && words.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(words))

/** What unhappy answers ask for: a return visit, and a lead where integrity is in question. */
export type FollowUps = { readonly visit: readonly string[]; readonly lead: readonly string[] }

/** The questions that were answered unhappily, by what follows. */
export const followUpsOf = ({ questions }: Survey, answers: readonly TakenAnswer[]): FollowUps => {
  const unhappy = new Set(answers.filter((answer) => answer.unhappy).map(({ question }) => question))
  const codes = (isLead: boolean) =>
    questions.filter((it) => unhappy.has(it.code) && (it.isLead === true) === isLead).map(({ code }) => code)
  return { visit: codes(false), lead: codes(true) }
}

const WRONG_QUESTION = {
  'zh-CN': '没有这个问题，或已回答过。',
  en: 'There is no such question, or it was answered already.',
}
const WRONG_ANSWER = { 'zh-CN': '请从所列答案中选择。', en: 'Choose one of the answers.' }
const TOO_LONG = {
  'zh-CN': `请用不超过 ${MOST_WORDS} 个可见字符填写。`,
  en: `Write at most ${MOST_WORDS} visible characters.`,
}
const MISSING = { 'zh-CN': '请回答全部选择题。', en: 'Answer every question that has set answers.' }
