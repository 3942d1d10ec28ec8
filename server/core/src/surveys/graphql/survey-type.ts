import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { SurveyDeclaration, SurveyOption, SurveyQuestion } from '../survey.ts'
import type { Surveys } from '../tables.ts'
import type { SurveyEnums } from './enums.ts'

/** Writes `Survey` with its questions, and the list of those that are declared. */
export const defineSurvey = (builder: Builder, host: Host<Surveys>, { QuestionKind, Kind }: SurveyEnums) => {
  const authScopes = { anyOf: [host.permission('surveys.read'), host.permission('surveys.visit')] }
  const Question = defineQuestion(builder, QuestionKind)
  const Survey = builder.objectRef<SurveyDeclaration>('Survey').implement({
    access: authScopes,
    description: 'What people are asked after their case was closed, as a part of the platform declares it.',
    fields: (t) => ({
      code: t.exposeID('code', { description: 'Its code.' }),
      version: t.exposeInt('version', { description: 'Its version; one that was used stays as it was.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard that it answers.' }),
      title: t.string({
        description: 'What it is called.',
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      kind: t.expose('kind', { type: Kind, description: 'What it is for.' }),
      minimumAnswers: t.exposeInt('minimumAnswers', { description: 'Below this many answers its results are small.' }),
      questions: t.field({
        type: [Question],
        description: 'What is asked.',
        resolve: ({ questions }) => [...questions],
      }),
    }),
  })
  builder.queryField('surveys', (t) =>
    t.field({
      type: [Survey],
      description: 'All surveys that can be made, the newest version of each, by clause.',
      authScopes,
      resolve: () => {
        const newest = host.surveys.filter(({ code, version }) =>
          host.surveys.every((other) => other.code !== code || other.version <= version),
        )
        return newest.toSorted((a, b) => (`${a.clause} ${a.code}` < `${b.clause} ${b.code}` ? -1 : 1))
      },
    }),
  )
  return { Survey, Question }
}

/** A question as the person sees it who is asked: it does not say which answers are unhappy ones. */
const defineQuestion = (builder: Builder, Kind: SurveyEnums['QuestionKind']) => {
  const Option = builder.objectRef<SurveyOption>('SurveyOption').implement({
    access: { open: true },
    description: 'An answer that can be chosen.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code, given as the answer.' }),
      text: t.string({ description: 'What it says.', resolve: ({ text }, _args, { language }) => text[language] }),
    }),
  })
  return builder.objectRef<SurveyQuestion>('SurveyQuestion').implement({
    access: { open: true },
    description: 'One question of a survey.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code.' }),
      text: t.string({ description: 'What it asks.', resolve: ({ text }, _args, { language }) => text[language] }),
      kind: t.expose('kind', { type: Kind, description: 'How it is answered.' }),
      options: t.field({
        type: [Option],
        description: 'Of a CHOICE, what can be chosen.',
        resolve: ({ options = [] }) => [...options],
      }),
    }),
  })
}
