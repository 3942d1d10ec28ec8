import type { Host } from '../host.ts'
import { uuidV7 } from '../uuid.ts'
import { surveyOf } from './declared.ts'
import { FOLLOW_UP_DAYS, workingDaysAfter } from './due.ts'
import type { CampaignRow, Db } from './queries/campaign.ts'
import { insertIntegrityLead, insertReturnVisit } from './queries/return-visit.ts'
import { insertAnswers, updateSampledCase, type SampledCaseRow } from './queries/sampled-case.ts'
import { followUpsOf, type TakenAnswer } from './rules/answers.ts'
import type { AnsweredBy } from './sampled-case.ts'
import type { Surveys } from './tables.ts'

/** Answers to a survey, by whom they were written down and when. */
export type Answered = {
  readonly campaign: CampaignRow
  readonly sampled: SampledCaseRow
  readonly answers: readonly TakenAnswer[]
  readonly by: AnsweredBy
  readonly visitor: { readonly id: string; readonly name: string } | null
  readonly at: Date
}

/**
 * Keeps answers and opens what they ask for: a return visit where somebody is unhappy, a lead where integrity is in
 * question, each with its clock. In the scope of the engine.
 */
export async function recordAnswers(host: Host<Surveys>, db: Db, answered: Answered): Promise<void> {
  const { campaign, sampled, answers, by, visitor, at } = answered
  const hidden = hiddenOf(sampled)
  const { id: sampledCaseId } = sampled
  await insertAnswers(
    db,
    answers.map((answer) => ({ ...answer, ...hidden, sampledCaseId, campaignId: campaign.id })),
  )
  const survey = surveyOf(host.surveys, campaign)
  const { visit, lead } = followUpsOf(survey, answers)
  await updateSampledCase(db, sampledCaseId, {
    outcome: 'ANSWERED',
    answeredAt: at,
    answeredBy: by,
    unhappy: visit.length > 0 || lead.length > 0,
    ...(by === 'TELEPHONE' && { tries: sampled.tries + 1, triedAt: at }),
    ...(visitor !== null && { visitorId: visitor.id, visitor: visitor.name }),
  })
  if (visit.length > 0) await openVisit(host, db, answered, visit)
  if (lead.length > 0) await openLead(host, db, answered, lead)
}

async function openVisit(
  host: Host<Surveys>,
  db: Db,
  { campaign, sampled, at }: Answered,
  questions: readonly string[],
): Promise<void> {
  const id = uuidV7()
  const { scopeKey } = campaign
  const due = await workingDaysAfter(db, await host.registers(), { scopeKey, start: at, days: FOLLOW_UP_DAYS.visit })
  await insertReturnVisit(db, {
    ...UNSETTLED,
    ...caseOf(sampled),
    ...hiddenOf(sampled),
    id,
    origin: 'SURVEY',
    originId: sampled.id,
    campaignId: campaign.id,
    surveyCode: campaign.surveyCode,
    surveyVersion: campaign.surveyVersion,
    questions: questions.join(','),
    openedAt: at,
    dueAt: due,
  })
  const clock = { clock: 'return-visit', subject: 'surveys.return-visit', id, title: '不满意回访', start: at, due }
  await host.clocks.start(db, { ...clock, place: performerOf(campaign) })
}

async function openLead(
  host: Host<Surveys>,
  db: Db,
  { campaign, sampled, at }: Answered,
  questions: readonly string[],
): Promise<void> {
  const id = uuidV7()
  const { scopeKey } = campaign
  const due = await workingDaysAfter(db, await host.registers(), { scopeKey, start: at, days: FOLLOW_UP_DAYS.lead })
  await insertIntegrityLead(db, {
    ...caseOf(sampled),
    ...hiddenOf(sampled),
    id,
    campaignId: campaign.id,
    sampledCaseId: sampled.id,
    questions: questions.join(','),
    openedAt: at,
    state: 'OPEN',
    words: null,
    decidedAt: null,
    decidedById: null,
    decidedBy: null,
  })
  const clock = { clock: 'survey-referral', subject: 'surveys.lead', id, title: '回访事项', start: at, due }
  await host.clocks.start(db, { ...clock, place: performerOf(campaign) })
}

/** A return visit that is open. */
export const UNSETTLED = {
  outcome: null,
  words: null,
  settledAt: null,
  settledById: null,
  settledBy: null,
  inTime: null,
  findingId: null,
} as const

const performerOf = ({ regionId, areaCode, scopeKey }: CampaignRow) => ({ regionId, areaCode, scopeKey })

const hiddenOf = (row: SampledCaseRow) => ({
  regionId: row.regionId,
  areaCode: row.areaCode,
  scopeKey: row.scopeKey,
  releasedAt: null,
  veiledLo: row.veiledLo,
  veiledHi: row.veiledHi,
  veiledOrganisationId: row.veiledOrganisationId,
  veiledHallId: row.veiledHallId,
})

const caseOf = (row: SampledCaseRow) => ({
  caseArea: row.caseArea,
  openedOn: row.openedOn,
  caseId: row.caseId,
  caseRef: row.caseRef,
  matterId: row.matterId,
  caseHallId: row.caseHallId,
  caseOrganisationId: row.caseOrganisationId,
  endedAt: row.endedAt,
})
