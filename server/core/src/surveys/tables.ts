import type { RatingsEvents } from '../ratings/contract.ts'
import type { CampaignTable, CampaignEvents } from './campaign.ts'
import type { AnswerTable, AskedTable, SampledCaseTable } from './sampled-case.ts'
import type { IntegrityLeadTable, ReturnVisitTable, VisitEvents } from './return-visit.ts'
import type { UnitResultTable } from './unit-result.ts'

export type SurveysTables = {
  'surveys.campaign': CampaignTable
  'surveys.sampledCase': SampledCaseTable
  'surveys.answer': AnswerTable
  'surveys.returnVisit': ReturnVisitTable
  'surveys.integrityLead': IntegrityLeadTable
  'surveys.unitResult': UnitResultTable
  'surveys.asked': AskedTable
}

/** What this room is made of, as types. */
export type Surveys = {
  Tables: SurveysTables
  Emits: CampaignEvents & VisitEvents
  Hears: Pick<RatingsEvents, 'ratings.rating.given'>
  Permissions: 'surveys.read' | 'surveys.results' | 'surveys.plan' | 'surveys.visit' | 'surveys.refer'
}
