import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Language } from '../../text.ts'
import type { ReturnVisitRow } from '../queries/return-visit.ts'
import type { SurveyDeclaration } from '../survey.ts'
import type { Surveys } from '../tables.ts'
import { askedCaseFields, type Masked } from './call-type.ts'
import type { SurveyEnums } from './enums.ts'

type Asked = Pick<ReturnVisitRow, 'surveyCode' | 'surveyVersion' | 'questions'>

/** What was asked that was answered unhappily, in words. */
export const questionsOf = (surveys: readonly SurveyDeclaration[], asked: Asked, language: Language): string[] => {
  const codes = new Set(asked.questions.split(','))
  const survey = surveys.find(({ code, version }) => code === asked.surveyCode && version === asked.surveyVersion)
  return (survey?.questions ?? []).filter(({ code }) => codes.has(code)).map(({ text }) => text[language])
}

/** Writes `ReturnVisit`. */
export const defineReturnVisit = (builder: Builder, host: Host<Surveys>, enums: SurveyEnums) => {
  const case_ = askedCaseFields(host)
  return builder.objectRef<ReturnVisitRow & Masked>('ReturnVisit').implement({
    access: { permission: host.permission('surveys.visit') },
    description: 'Somebody who was unhappy is asked again, within a limit. Nobody of the unit knows of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      origin: t.expose('origin', { type: enums.VisitOrigin, description: 'What opened it.' }),
      caseId: t.id({ description: 'The case.', resolve: case_.caseId }),
      matter: t.field({ type: 'Matter', nullable: true, description: 'Its matter.', resolve: case_.matter }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'Its hall.', resolve: case_.hall }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation that decided.',
        resolve: case_.organisation,
      }),
      name: t.exposeString('name', { nullable: true, description: 'Who is to be asked, masked.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'The telephone, masked.' }),
      questions: t.stringList({
        description: 'What was answered unhappily.',
        resolve: (visit, _args, { language }) => questionsOf(host.surveys, visit, language),
      }),
      openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it was opened.' }),
      dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true, description: 'By when it is to be settled.' }),
      outcome: t.expose('outcome', { type: enums.VisitOutcome, nullable: true, description: 'What it showed.' }),
      words: t.exposeString('words', { nullable: true, description: 'What was said.' }),
      settledAt: t.expose('settledAt', { type: 'DateTime', nullable: true, description: 'When it was settled.' }),
      settledBy: t.exposeString('settledBy', { nullable: true, description: 'Who settled it.' }),
      inTime: t.exposeBoolean('inTime', { nullable: true, description: 'Within its limit; null while it is open.' }),
      findingId: t.exposeID('findingId', { nullable: true, description: 'The finding that it raised.' }),
    }),
  })
}
