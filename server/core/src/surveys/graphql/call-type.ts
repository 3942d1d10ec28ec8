import type { Holder, PersonalData } from '../../access/personal/personal-data.ts'
import { encodeCaseId } from '../../cases/case-id.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { selectAnswers, type AnswerRow, type SampledCaseRow } from '../queries/sampled-case.ts'
import type { VisitOrigin } from '../return-visit.ts'
import type { AskedCase } from '../sampled-case.ts'
import type { Surveys } from '../tables.ts'
import type { SurveyEnums } from './enums.ts'

/** A sampled case with its applicant, masked. */
export type Call = SampledCaseRow & Masked
/** Who is to be asked, masked; null where nobody is known. */
export type Masked = { readonly name: string | null; readonly phone: string | null }

/** How the case behind a record is looked up. */
export const askedCaseFields = (host: Host<Surveys>) => ({
  caseId: ({ caseArea, openedOn, caseId }: AskedCase) => encodeCaseId({ areaCode: caseArea, openedOn, caseId }),
  matter: async ({ matterId }: AskedCase) => (await host.registers()).index.matterById.get(matterId),
  hall: async ({ caseHallId }: AskedCase) => (await host.registers()).index.hallById.get(caseHallId),
  organisation: async ({ caseOrganisationId }: AskedCase) =>
    caseOrganisationId === null ? null : (await host.registers()).index.organisationById.get(caseOrganisationId),
})

/** Writes `SurveyCall` and `SurveyAnswer`. */
export const defineCall = (builder: Builder, host: Host<Surveys>, enums: SurveyEnums) => {
  const access = { permission: host.permission('surveys.visit') }
  const case_ = askedCaseFields(host)
  const Answer = builder.objectRef<AnswerRow>('SurveyAnswer').implement({
    access,
    description: 'One answer.',
    fields: (t) => ({
      question: t.exposeString('question', { description: 'The code of the question.' }),
      value: t.exposeString('value', { description: 'What was answered.' }),
      unhappy: t.exposeBoolean('unhappy', { description: 'Whether it is an unhappy one.' }),
    }),
  })
  return builder.objectRef<Call>('SurveyCall').implement({
    access,
    description: 'A case of a sample, whose applicant is to be asked. Nobody of its unit knows of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      campaignId: t.exposeID('campaignId', { description: 'The campaign that it is of.' }),
      place: t.exposeInt('place', { description: 'Its place in the draw, from 1 on.' }),
      caseId: t.id({ description: 'The case.', resolve: case_.caseId }),
      matter: t.field({ type: 'Matter', nullable: true, description: 'Its matter.', resolve: case_.matter }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'Its hall.', resolve: case_.hall }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation that decided.',
        resolve: case_.organisation,
      }),
      closedAt: t.expose('endedAt', { type: 'DateTime', description: 'When it was closed.' }),
      name: t.exposeString('name', { nullable: true, description: 'Who applied, masked.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'The telephone, masked.' }),
      ineligible: t.exposeBoolean('ineligible', { description: 'Nobody can be asked: no telephone is known.' }),
      outcome: t.expose('outcome', { type: enums.Outcome, nullable: true, description: 'What became of asking.' }),
      tries: t.exposeInt('tries', { description: 'How often somebody telephoned.' }),
      triedAt: t.expose('triedAt', { type: 'DateTime', nullable: true, description: 'When last.' }),
      visitor: t.exposeString('visitor', { nullable: true, description: 'Who telephoned last.' }),
      answeredBy: t.expose('answeredBy', { type: enums.AnsweredBy, nullable: true, description: 'Who wrote it down.' }),
      answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
      linkExpiresAt: t.expose('linkExpiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Until when its link can be answered; null without one.',
      }),
      answers: t.field({
        type: [Answer],
        description: 'What was answered. Answers about integrity are for those who refer leads.',
        resolve: (call, _args, context) =>
          host.read(context, async (trx, reach) => {
            const mayRefer = context.principal?.permissions.has('surveys.refer') === true
            const leads = new Set(
              host.surveys.flatMap(({ questions }) => questions.flatMap((it) => (it.isLead === true ? [it.code] : []))),
            )
            const answers = await selectAnswers(trx, reach, call.id)
            return answers.filter(({ question }) => mayRefer || !leads.has(question))
          }),
      }),
    }),
  })
}

/** Whose data tells who is to be asked: the rater's after a rating, else the applicant's. */
export const holderOf = (row: object & { readonly origin?: VisitOrigin }): Holder =>
  row.origin === 'RATING' ? 'RATER' : 'APPLICANT'

type Asked = { readonly caseRef: string; readonly origin?: VisitOrigin }
type Reading = Parameters<Host<Surveys>['personal']['read']>

/** Rows of cases with who is to be asked, masked, by one query for each kind. */
export const withApplicants = async <Row extends Asked>(
  host: Host<Surveys>,
  rows: readonly Row[],
  ...[trx, reach]: readonly [Reading[0], Reading[1]]
): Promise<readonly (Row & Masked)[]> => {
  const byHolder = [...Map.groupBy(rows, holderOf)]
  const known = new Map<string, PersonalData>()
  for (const [holder, of] of byHolder) {
    const subjects = of.map(({ caseRef }) => caseRef)
    for (const [subject, data] of await host.personal.read(trx, reach, holder, subjects)) known.set(subject, data)
  }
  return rows.map((row) => {
    const person = known.get(row.caseRef)
    return { ...row, name: person?.name ?? null, phone: person?.phone ?? null }
  })
}
