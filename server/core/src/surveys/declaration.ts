import { definePlugin, oneByOne } from '../plugin.ts'
import { columns } from './classes.ts'
import { subjectClocks } from './clocks/follow-ups.ts'
import { defineSurveys } from './graphql/schema.ts'
import { loadCampaigns } from './demo/campaigns.ts'
import { openAfterRating } from './handlers/rating-given.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import { platformSurveys } from './platform-surveys.ts'
import type { Surveys } from './tables.ts'

/** Surveys and return visits 满意度调查、回访: what people say of closed cases, hidden from those of whom they say it. */
export const surveys = definePlugin<Surveys>({
  name: 'surveys',
  title: { 'zh-CN': '满意度调查与回访', en: 'Surveys and return visits' },
  clauses: ['6.1-h', '6.3-l'],
  answers: {
    '6.1-h': { fields: ['surveyCampaigns', 'planSurveyCampaign', 'surveyUnitResults'], page: '/r/[code]/surveys' },
    '6.3-l': { fields: ['returnVisits', 'settleReturnVisit', 'integrityLeads'], page: '/r/[code]/surveys' },
  },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks,
  surveys: platformSurveys,
  findingTypes: [
    {
      code: 'REDUCTION_NOT_FELT',
      clause: '6.1-h',
      title: { 'zh-CN': '“四减”不到位', en: 'A reduction that is not felt' },
      severity: 'MINOR',
    },
    {
      code: 'PASSED_AROUND',
      clause: '6.3-l',
      title: { 'zh-CN': '推诿扯皮', en: 'Sent from one to another' },
      severity: 'SERIOUS',
    },
  ],
  emits: ['surveys.card.issued', 'surveys.campaign.ended', 'surveys.return-visit.settled'],
  schema: defineSurveys,
  demo: loadCampaigns,
  on: { 'ratings.rating.given': oneByOne(openAfterRating) },
})
