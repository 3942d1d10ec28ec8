import { describe, expect, it } from 'vitest'
import { followUpsOf, takeAnswers } from '../../../src/surveys/rules/answers.ts'
import { surveyMistakes } from '../../../src/surveys/rules/check-survey.ts'
import type { SurveyDeclaration } from '../../../src/surveys/survey.ts'

const text = { 'zh-CN': '测试', en: 'Test' }
const survey: SurveyDeclaration = {
  code: 'tried',
  version: 1,
  clause: '6.1-h',
  title: text,
  kind: 'SURVEY',
  minimumAnswers: 5,
  questions: [
    { code: 'grade', text, kind: 'GRADE5', unhappyIf: ['1', '2'] },
    { code: 'asked-for-gifts', text, kind: 'YES_NO', unhappyIf: ['YES'], isLead: true },
    {
      code: 'way',
      text,
      kind: 'CHOICE',
      options: [
        { code: 'hall', text },
        { code: 'online', text },
      ],
    },
    { code: 'words', text, kind: 'TEXT' },
  ],
  indices: [{ code: 'grade', title: text, questions: ['grade'] }],
}

const types = new Set(['KNOWN'])

const ALL = [
  { question: 'grade', value: '2' },
  { question: 'asked-for-gifts', value: 'YES' },
  { question: 'way', value: 'hall' },
]

describe('answers', () => {
  it('are taken in the order of the questions, with what is unhappy about them', () => {
    const taken = takeAnswers(survey, [{ question: 'words', value: '  好 ' }, ...ALL])
    expect(taken).toEqual([
      { question: 'grade', value: '2', unhappy: true },
      { question: 'asked-for-gifts', value: 'YES', unhappy: true },
      { question: 'way', value: 'hall', unhappy: false },
      { question: 'words', value: '好', unhappy: false },
    ])
    expect('detail' in taken ? null : followUpsOf(survey, taken)).toEqual({
      visit: ['grade'],
      lead: ['asked-for-gifts'],
    })
  })

  it.each([
    ['a question is left out', ALL.slice(1), -1],
    ['one is answered twice', [...ALL, { question: 'grade', value: '5' }], 3],
    ['one is not asked', [...ALL, { question: 'other', value: '5' }], 3],
    ['an answer is none of the set ones', [{ question: 'grade', value: '6' }, ...ALL.slice(1)], 0],
    ['words are too long', [...ALL, { question: 'words', value: '长'.repeat(1_001) }], 3],
  ])('are refused when %s', (_, given, at) => {
    expect(takeAnswers(survey, given)).toMatchObject({ at })
  })
})

it.each<[string, Partial<SurveyDeclaration>, RegExp]>([
  ['code', { code: 'Not Kebab' }, /kebab/u],
  ['version', { version: 0 }, /version/u],
  ['minimum', { minimumAnswers: 0 }, /minimumAnswers/u],
  ['questions', { questions: [], indices: [] }, /asks nothing/u],
  ['twice', { questions: [...survey.questions, ...survey.questions] }, /one code/u],
  ['index', { indices: [{ code: 'x', title: text, questions: ['words'] }] }, /no question with set answers/u],
  ['options', { questions: [{ code: 'a', text, kind: 'CHOICE' }], indices: [] }, /at least two/u],
  ['unhappy', { questions: [{ code: 'a', text, kind: 'GRADE5', unhappyIf: ['0'] }], indices: [] }, /"0"/u],
  [
    'finding',
    { questions: [{ code: 'a', text, kind: 'YES_NO', unhappyIf: ['NO'], findingType: 'GONE' }], indices: [] },
    /"GONE"/u,
  ],
  ['lead', { questions: [{ code: 'a', text, kind: 'YES_NO', isLead: true }], indices: [] }, /has none/u],
])('a survey with a wrong %s is not declared', (_, wrong, says) => {
  expect([...surveyMistakes(survey, types)]).toEqual([])
  expect([...surveyMistakes({ ...survey, ...wrong }, types)].join()).toMatch(says)
})
