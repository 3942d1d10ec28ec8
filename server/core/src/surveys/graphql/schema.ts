import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Surveys } from '../tables.ts'
import { defineAnswerInput } from './answer-input.ts'
import { defineCallLists } from './call-lists.ts'
import { defineCallSteps } from './call-steps.ts'
import { defineCall } from './call-type.ts'
import { defineCampaignLists } from './campaign-lists.ts'
import { defineCampaignSteps } from './campaign-steps.ts'
import { defineCampaign } from './campaign-type.ts'
import { defineSurveyEnums } from './enums.ts'
import { defineIntegrityLeads } from './integrity-leads.ts'
import { definePlanCampaign } from './plan-campaign.ts'
import { definePublicSurvey } from './public-survey.ts'
import { defineResults } from './results-type.ts'
import { defineReturnVisits } from './return-visits.ts'
import { defineRevealContact } from './reveal-contact.ts'
import { defineSurvey } from './survey-type.ts'
import { defineUnitResults } from './unit-results.ts'

/** Writes what surveys add to the API. */
export const defineSurveys = (builder: Builder, host: Host<Surveys>): void => {
  const enums = defineSurveyEnums(builder)
  const types = { ...enums, ...defineSurvey(builder, host, enums), Answer: defineAnswerInput(builder) }
  const reads = (['surveys.read', 'surveys.visit', 'surveys.results'] as const).map((name) => host.permission(name))
  const shown = defineResults(builder, { anyOf: reads })
  const Campaign = defineCampaign(builder, host, { ...types, ...shown })
  defineCampaignLists(builder, host, { ...enums, Campaign })
  definePlanCampaign(builder, host, enums)
  defineCampaignSteps(builder, host)
  defineCallLists(builder, host, { Call: defineCall(builder, host, enums) })
  defineCallSteps(builder, host, types)
  defineRevealContact(builder, host)
  defineReturnVisits(builder, host, enums)
  defineIntegrityLeads(builder, host, enums)
  defineUnitResults(builder, host, shown)
  definePublicSurvey(builder, host, types)
}
