import type { TakenAnswer } from '../rules/answers.ts'
import { answersTo } from '../rules/check-survey.ts'
import type { ContactOutcome } from '../sampled-case.ts'
import type { SurveyDeclaration } from '../survey.ts'

/** What became of asking the one at a place of the demo's draw; null leaves some to be asked. */
export const demoOutcome = (place: number, isOver: boolean): ContactOutcome | null => {
  if (!isOver && place > 12) return null
  return (['ANSWERED', 'ANSWERED', 'ANSWERED', 'UNREACHABLE', 'ANSWERED', 'REFUSED'] as const)[place % 6] ?? 'ANSWERED'
}

/** Answers of the demo: mostly content, now and then not; words say that they are none. */
export const demoAnswers = ({ questions }: SurveyDeclaration, place: number): readonly TakenAnswer[] =>
  questions.flatMap((question, at): readonly TakenAnswer[] => {
    const { code, unhappyIf = [] } = question
    const possible = answersTo(question)
    if (possible === null) {
      return place % 5 === 0 ? [{ question: code, value: '演示数据：希望再少跑一趟。', unhappy: false }] : []
    }
    const isUnhappy = (place + at * 3) % 11 === 0
    const wanted = possible.filter((answer) => unhappyIf.includes(answer) === isUnhappy)
    const value = wanted[wanted.length - 1 - (place % Math.min(2, wanted.length))] ?? possible[0] ?? ''
    return [{ question: code, value, unhappy: unhappyIf.includes(value) }]
  })
