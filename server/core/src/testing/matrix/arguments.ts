import { randomUUID } from 'node:crypto'
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql'
import type { Target } from './targets.ts'

/** Makes the value of an argument out of what the request is to be about. */
export type Maker = (target: Target, round: number) => unknown

/**
 * Makers by where the argument stands: `Query.case.id`, `SaveHallInput.code`; or by its name, or by its type. An
 * optional argument is given when a maker is named after its place.
 */
export type Makers = Readonly<Record<string, Maker>>

const person: Maker = ({ person: id }) => id
/** The id of a record that is nowhere. */
const anyId: Maker = () => '01890000-0000-7000-8000-00000000beef'
const webhook: Maker = ({ webhook: id }) => id
const ONE_OF = ['CHILDREN', 'ORGANISATION', 'MONTH', 'CHANNEL', 'DAY'] as const

/** What core's own fields take. */
export const CORE_MAKERS: Makers = {
  RegionCode: ({ region }) => region,
  DateTime: () => '2026-03-10T00:00:00Z',
  ReportedInstant: () => '2026-03-10T00:00:00Z',
  Boolean: () => true,
  Int: () => 1,
  Float: () => 1,
  'from:Date': () => '2026-02-01',
  'to:Date': () => '2026-04-01',
  Date: () => '2026-03-01',
  hall: ({ hall }) => hall,
  organisation: ({ organisation }) => organisation,
  reason: () => 'Asked by the matrix',
  name: () => 'A name',
  displayName: () => 'A name',
  username: () => 'a-new-name',
  permissions: () => ['core.read'],
  'Query.search.text': ({ number }) => number,
  'Query.searchRegions.text': ({ number }) => number,
  'Query.case.id': ({ case: id }) => id,
  'Query.person.id': person,
  'Query.people.within': ({ region }) => region,
  'Query.auditEntries.within': ({ region }) => region,
  'Query.rollup.by': (_, round) => ONE_OF[round % ONE_OF.length],
  'Query.rollups.by': (_, round) => ONE_OF[(round + 1) % ONE_OF.length],
  'AcknowledgeAlertInput.id': ({ alert }) => alert,
  'FeedBackOnAlertInput.ids': ({ alert }) => [alert],
  'AppealAlertInput.ids': ({ alert }) => [alert],
  'ConfirmAlertInput.ids': ({ alert }) => [alert],
  'RefuseAlertInput.ids': ({ alert }) => [alert],
  'DecideAppealInput.ids': ({ alert }) => [alert],
  'UrgeAlertInput.ids': ({ alert }) => [alert],
  'FeedBackOnAlertInput.text': () => 'Asked by the matrix',
  'SaveSilenceInput.region': ({ region }) => region,
  'SaveSilenceInput.hall': ({ hall }) => hall,
  'SaveSilenceInput.organisation': ({ organisation }) => organisation,
  'SaveSilenceInput.endsAt': () => '2026-03-30T00:00:00Z',
  'EndSilenceInput.id': ({ silence }) => silence,
  'AllowIdentityProviderInput.id': person,
  'DisablePersonInput.id': person,
  'EnablePersonInput.id': person,
  'ResetPasswordInput.id': person,
  'ResetSecondFactorInput.id': person,
  'GrantRoleInput.person': person,
  'GrantRoleInput.role': () => 'AUDITOR',
  'EndSessionInput.id': ({ session }) => session,
  'WithdrawRoleInput.id': ({ grant }) => grant,
  'RevokeApiKeyInput.id': ({ apiKey }) => apiKey,
  'RotateApiKeyInput.id': ({ apiKey }) => apiKey,
  'RevokeClientInput.id': ({ client }) => client,
  'Query.webhookDeliveries.webhook': webhook,
  'SaveWebhookInput.id': webhook,
  'SaveWebhookInput.url': () => 'https://93.184.216.34/hook',
  'RotateWebhookSecretInput.id': webhook,
  'EndWebhookInput.id': webhook,
  'RedeliverInput.webhook': webhook,
  'SaveClientInput.clientId': () => 'a-new-client',
  'RevealApplicantInput.case': ({ case: id }) => id,
  'ConfirmSecondFactorInput.code': () => '000000',
  'RemoveSecondFactorInput.code': () => '000000',
  'ConfirmMessageAddressInput.code': () => '000000',
  'SaveChannelInput.code': () => 'NEW',
  'SaveHallInput.code': ({ hall }) => hall,
  'SaveHallInput.name': () => 'A name',
  'SaveHallInput.region': ({ region }) => region,
  'SaveMatterInput.code': () => 'M-ANY',
  'SaveMatterInput.organisation': ({ organisation }) => organisation,
  'SaveOrganisationInput.code': ({ organisation }) => organisation,
  'SaveOrganisationInput.name': () => 'A name',
  'SaveOrganisationInput.region': ({ region }) => region,
  'SaveRegionInput.name': () => 'A name',
  'SaveStaffInput.code': () => 'S-NEW',
  'SaveStaffInput.name': () => 'A name',
  'SaveStaffInput.organisation': ({ organisation }) => organisation,
  'SaveRulePackInput.effectiveFrom': () => '2026-04-01',
  'CardRuleInput.clock': () => 'case',
  'Query.calendar.id': ({ region }) => region,
  'Query.calendarChanges.id': () => 'hunan',
  'Query.calendarFindings.id': () => 'hunan',
  'ImportCalendarInput.csv': () => 'date,kind,name\n2027-01-01,off,元旦\n',
  'ImportCalendarInput.year': () => 2027,
  'Query.rulePack.id': ({ region }) => region,
  'SaveWindowInput.code': () => 'W-NEW',
  'SaveWindowInput.name': () => 'A name',
  'CaseEventInput.source': () => 'matrix',
  'CaseEventInput.externalId': ({ number }) => number,
  'CaseEventInput.eventId': () => 'an event',
  'CaseEventInput.hall': ({ hall }) => hall,
  'CaseEventInput.matter': () => 'M-ANY',
  'Query.finding.id': anyId,
  'ReportFindingInput.region': ({ region }) => region,
  'ReportFindingInput.type': () => 'CONDUCT',
  'ReportFindingInput.cause': () => 'Asked by the matrix',
  'ReportFindingInput.title': () => 'Asked by the matrix',
  'MergeFindingsInput.id': anyId,
  'MergeFindingsInput.others': () => ['01890000-0000-7000-8000-00000000cafe'],
  'MergeFindingsInput.reason': () => 'Asked by the matrix',
  'ProposeFindingDismissalInput.id': anyId,
  'ProposeFindingDismissalInput.reason': () => 'Asked by the matrix',
  'DecideFindingDismissalInput.id': anyId,
  'DecideFindingDismissalInput.words': () => 'Asked by the matrix',
  'Query.inspectionCampaign.id': anyId,
  'Query.inspectionCheck.id': anyId,
  'PlanInspectionInput.title': () => 'Asked by the matrix',
  'PlanInspectionInput.checklist': () => 'hall-daily-quality',
  'PlanInspectionInput.dueOn': () => '2099-12-31',
  'PlanInspectionInput.inspectorsPerTarget': () => 2,
  'FreezeInspectionFrameInput.id': anyId,
  'InspectionTargetInput.hall': ({ hall }) => hall,
  'DrawInspectionInput.id': anyId,
  'RedrawInspectionInput.id': anyId,
  'ReplaceInspectionTargetInput.id': anyId,
  'ReplaceInspectionTargetInput.check': anyId,
  'RecuseInspectorInput.id': anyId,
  'RecuseInspectorInput.check': anyId,
  'StartInspectionCheckInput.id': anyId,
  'CompleteInspectionCheckInput.id': anyId,
  'SaveInspectionAnswersInput.id': anyId,
  'InspectionAnswerInput.item': () => 'log-kept',
  'InspectionAnswerInput.value': () => 'YES',
  'ReleaseInspectionInput.id': anyId,
  'PublishInspectionInput.id': anyId,
  'PublishInspectionInput.words': () => 'Asked by the matrix',
  'MakePlanInput.clause': () => '6.3-f',
  'MakePlanInput.title': () => 'Asked by the matrix',
  'RecordPlanExecutionInput.plan': anyId,
  'RecordPlanExecutionInput.words': () => 'Asked by the matrix',
  'StopPlanInput.id': anyId,
  'Query.surveyCampaign.id': anyId,
  'Query.surveyCalls.campaign': anyId,
  'Query.surveyCall.id': anyId,
  'Query.publicSurvey.token': () => 'a-token-of-no-link',
  'AnswerSurveyInput.token': () => 'a-token-of-no-link',
  'SurveyAnswerInput.question': () => 'materials',
  'SurveyAnswerInput.value': () => '5',
  'PlanSurveyCampaignInput.survey': () => 'four-reductions',
  'DrawSurveySampleInput.id': anyId,
  'EndSurveyCampaignInput.id': anyId,
  'RecordSurveyContactInput.id': anyId,
  'RecordSurveyAnswersInput.id': anyId,
  'IssueSurveyLinkInput.id': anyId,
  'RevealSurveyContactInput.call': anyId,
  'SettleReturnVisitInput.id': anyId,
  'SettleReturnVisitInput.words': () => 'Asked by the matrix',
  'DecideIntegrityLeadInput.id': anyId,
  'DecideIntegrityLeadInput.words': () => 'Asked by the matrix',
  'Query.rating.id': anyId,
  'Query.ratingOrder.id': anyId,
  'Query.ratingForm.token': () => 'a-token-of-no-link',
  'GiveRatingInput.token': () => 'a-token-of-no-link',
  'GiveRatingInput.grade': () => 5,
  'ContactRaterInput.id': anyId,
  'ContactRaterInput.account': () => 'Asked by the matrix',
  'VerifyRatingInput.id': anyId,
  'VerifyRatingInput.ground': () => 'Asked by the matrix',
  'DecideStrikeInput.id': anyId,
  'DecideStrikeInput.words': () => 'Asked by the matrix',
  'SettleRatingInput.id': anyId,
  'SettleRatingInput.outcome': () => 'Asked by the matrix',
  'CloseRatingOrderInput.id': anyId,
  'CloseRatingOrderInput.words': () => 'Asked by the matrix',
  'CreateRatingLinkInput.case': ({ case: id }) => id,
  'CreateFollowUpLinkInput.id': anyId,
  'RevealRaterInput.rating': anyId,
  'ReportedRatingInput.source': () => 'matrix',
  'ReportedRatingInput.externalId': ({ number }) => number,
  'ReportedRatingInput.ratingId': () => 'a rating',
  'Query.complaint.id': anyId,
  'Query.complaintHandlers.id': anyId,
  'AcceptComplaintInput.id': anyId,
  'RefuseComplaintInput.id': anyId,
  'ReferComplaintInput.id': anyId,
  'AssignComplaintInput.id': anyId,
  'InvestigateComplaintInput.id': anyId,
  'JudgeComplaintInput.id': anyId,
  'ReplyToComplaintInput.id': anyId,
  'ReviewComplaintInput.id': anyId,
  'CloseComplaintInput.id': anyId,
  'ReopenComplaintInput.id': anyId,
  'ReleaseComplaintInput.id': anyId,
  'RevealComplainantInput.id': anyId,
  'TestComplaintChannelInput.id': anyId,
  'AcceptComplaintInput.words': () => 'Asked by the matrix',
  'RefuseComplaintInput.words': () => 'Asked by the matrix',
  'ReferComplaintInput.words': () => 'Asked by the matrix',
  'AssignComplaintInput.words': () => 'Asked by the matrix',
  'InvestigateComplaintInput.words': () => 'Asked by the matrix',
  'JudgeComplaintInput.words': () => 'Asked by the matrix',
  'ReplyToComplaintInput.words': () => 'Asked by the matrix',
  'ReviewComplaintInput.words': () => 'Asked by the matrix',
  'CloseComplaintInput.words': () => 'Asked by the matrix',
  'ReopenComplaintInput.words': () => 'Asked by the matrix',
  'TestComplaintChannelInput.words': () => 'Asked by the matrix',
  // Anybody may complain about any hall: about one that is, each question would leave a complaint.
  'Mutation.submitComplaint.input': () => ({
    kind: 'COMPLAINT',
    category: 'OTHER',
    type: 'ANONYMOUS',
    hall: 'H-NOWHERE',
    words: `Asked by the matrix ${randomUUID()}`,
  }),
  'SubmitComplaintInput.words': () => `Asked by the matrix ${randomUUID()}`,
  'AddToComplaintInput.words': () => 'Asked by the matrix',
  'AppealComplaintInput.words': () => 'Asked by the matrix',
  'AssignComplaintInput.handler': anyId,
  'ReferComplaintInput.to': () => 'Asked by the matrix',
  'ReleaseComplaintInput.summary': () => 'Asked by the matrix',
  'SubmitComplaintInput.hall': ({ hall }) => hall,
  'AddToComplaintInput.receipt': () => `a code of no complaint ${randomUUID()}`,
  'AppealComplaintInput.receipt': () => `a code of no complaint ${randomUUID()}`,
  'Query.followComplaint.receipt': () => `a code of no complaint ${randomUUID()}`,
  'Query.complaintUnits.text': () => 'no unit has this name',
  'ReportedComplaintInput.source': () => 'matrix',
  'ReportedComplaintInput.number': ({ number }) => number,
  'SaveComplaintChannelInput.region': ({ region }) => region,
  'SaveComplaintChannelInput.title': () => 'Asked by the matrix',
  'SaveComplaintChannelInput.address': () => 'Asked by the matrix',
  'SaveComplaintChannelInput.proof': () => 'Asked by the matrix',
  'SetUpQualityGroupInput.region': ({ region }) => region,
  'SetUpQualityGroupInput.name': () => ' ',
  'SetUpQualityGroupInput.document': () => 'Asked by the matrix',
  'SetUpQualityGroupInput.controlMeasures': () => 'Asked by the matrix',
  'SetUpQualityGroupInput.improvementPlan': () => 'Asked by the matrix',
  'NameGroupMemberInput.region': ({ region }) => region,
  'NameGroupMemberInput.name': () => 'Asked by the matrix',
  'NameGroupMemberInput.post': () => 'Asked by the matrix',
  'EndGroupMemberInput.id': anyId,
  'SetObjectiveInput.region': ({ region }) => region,
  'SetObjectiveInput.indicator': () => 'cases-accepted',
  'SetObjectiveInput.target': () => 95,
  'WithdrawObjectiveInput.id': anyId,
  'WithdrawObjectiveInput.reason': () => 'Asked by the matrix',
  'KeepControlLogInput.hall': ({ hall }) => hall,
  'KeepControlLogInput.day': () => '2026-03-10',
  'KeepControlLogInput.measures': () => ' ',
  'Query.controlDays.hall': ({ hall }) => hall,
  'Query.score.hall': ({ hall }) => hall,
  'SetScoreWeightsInput.region': ({ region }) => region,
  'SetScoreWeightsInput.fromMonth': () => '2099-01-01',
  'ScoreWeightInput.indicator': () => 'cases-accepted',
  'LookUpApplicantInput.idNumber': () => '43010219900101001X',
}

/** The values of a field's arguments. @throws Error for a required argument that no maker makes */
export function argumentsOf(
  root: string,
  field: GraphQLField<unknown, unknown>,
  makers: Makers,
  target: Target,
  round: number,
): Readonly<Record<string, unknown>> {
  const given = field.args.flatMap((argument) => {
    const place = `${root}.${field.name}.${argument.name}`
    if (!isRequiredArgument(argument) && !Object.hasOwn(makers, place)) return []
    return [[argument.name, valueOf(argument.type, { place, name: argument.name, makers, target, round })] as const]
  })
  return Object.fromEntries(given)
}

type Asked = {
  readonly place: string
  readonly name: string
  readonly makers: Makers
  readonly target: Target
  readonly round: number
}

function valueOf(type: GraphQLInputType, asked: Asked): unknown {
  const { place, name, makers, target, round } = asked
  const plain = getNullableType(type)
  const typeName = 'name' in plain ? plain.name : ''
  for (const key of [place, name, `${name}:${typeName}`, typeName]) {
    const make = makers[key]
    if (make !== undefined) return make(target, round)
  }
  if (isListType(plain)) return [valueOf(plain.ofType, asked)]
  if (isEnumType(plain)) return plain.getValues()[0]?.name
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields()).flatMap((field) => {
      const at = `${plain.name}.${field.name}`
      if (!isRequiredInputField(field) && !Object.hasOwn(makers, at)) return []
      return [[field.name, valueOf(field.type, { ...asked, place: at, name: field.name })] as const]
    })
    return Object.fromEntries(fields)
  }
  throw new Error(
    `The matrix does not know what to ask for in ${place}: give it a maker named "${place}", for example ({ hall }) => hall${isNonNullType(type) ? '' : ' (the argument may be left out)'}.`,
  )
}
