import { localDate } from '../clock/local-time.ts'
import { releaseFindings, type Release } from '../findings/release.ts'
import type { Host } from '../host.ts'
import { recordExecution } from '../plans/record-execution.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { uuidV7 } from '../uuid.ts'
import type { CampaignTotals } from './campaign.ts'
import { surveyOf } from './declared.ts'
import { updateCampaign, type CampaignRow, type Db } from './queries/campaign.ts'
import { selectRaised, updateReturnVisit } from './queries/return-visit.ts'
import {
  countContacts,
  insertUnitResults,
  selectUnitTallies,
  type UnitResultRow,
  type UnitTally,
} from './queries/unit-result.ts'
import { FEWEST_SHOWN, indexShares } from './rules/results.ts'
import type { SurveyDeclaration } from './survey.ts'
import type { Surveys } from './tables.ts'

/**
 * Ends a campaign: lifts its veil, keeps its totals as figures, tells each unit its own where enough people answered, and
 * counts it for the control plans of its clause. In the scope of the engine.
 */
export async function endCampaign(
  host: Host<Surveys>,
  db: Db,
  campaign: CampaignRow,
  { now, by }: { readonly now: Date; readonly by: { readonly id: string; readonly name: string } },
): Promise<CampaignTotals> {
  const everywhere = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null }
  const totals = await countContacts(db, everywhere, campaign.id)
  await updateCampaign(db, campaign.id, { ...totals, state: 'ENDED', releasedAt: now })
  const survey = surveyOf(host.surveys, campaign)
  const registers = await host.registers()
  const byUnit = Map.groupBy(await selectUnitTallies(db, campaign.id), (it) => `${it.hallId} ${it.organisationId}`)
  const results = [...byUnit.values()].flatMap((of) => resultOf(registers, { campaign, survey, now }, of) ?? [])
  await insertUnitResults(db, results)
  await host.addDeltas(db, deltasOf(campaign, totals, now))
  await tellFindings(db, campaign.id, { at: now, by })
  const { id, surveyCode, regionId, areaCode, scopeKey } = campaign
  const source = { type: 'surveys.campaign', id }
  const done = { doneOn: localDate(now), words: survey.title['zh-CN'], source, by, at: now }
  await recordExecution(db, { clause: survey.clause, regionId }, done)
  const told = { campaignId: id, at: now.toISOString(), survey: surveyCode }
  const { sampled, answered } = totals
  await host.emit(db, 'surveys.campaign.ended', { ...told, sampled, answered }, { regionId, areaCode, scopeKey })
  return totals
}

/** Lifts the veil from what return visits found; what is the same as a known finding joins it. */
const tellFindings = async (db: Db, campaignId: string, release: Release): Promise<void> => {
  for (const { id, findingId } of await selectRaised(db, campaignId)) {
    const [released] = await releaseFindings(db, [findingId], release)
    if (released !== undefined) await updateReturnVisit(db, id, { findingId: released.id })
  }
}

type Ended = { readonly campaign: CampaignRow; readonly survey: SurveyDeclaration; readonly now: Date }

/** What one unit is told; undefined below the fewest answers. */
const resultOf = (
  { tree, index }: RegisterSnapshot,
  { campaign, survey, now }: Ended,
  tallies: readonly UnitTally[],
): UnitResultRow | undefined => {
  const [first] = tallies
  if (first === undefined || first.answered < FEWEST_SHOWN) return undefined
  const { hallId, organisationId, asked, answered } = first
  const owner = hallId === null ? index.organisationById.get(organisationId ?? -1) : index.hallById.get(hallId)
  const region = owner === undefined ? undefined : tree.byId(owner.regionId)
  if (region === undefined) return undefined
  const said = tallies.flatMap(({ question, n, unhappy }) => (question === null ? [] : [{ question, n, unhappy }]))
  const { surveyCode, surveyVersion, fromDay, toDay } = campaign
  return {
    id: uuidV7(),
    campaignId: campaign.id,
    surveyCode,
    surveyVersion,
    fromDay,
    toDay,
    regionId: region.id,
    areaCode: region.areaCode,
    scopeKey: region.scopeKey,
    hallId,
    organisationId,
    endedAt: now,
    asked,
    answered,
    indices: JSON.stringify(indexShares(survey, said)),
  }
}

/** Figures stand with the region that asked, on the day of the end: nothing is told before. */
const deltasOf = (campaign: CampaignRow, totals: CampaignTotals, now: Date) => {
  const { regionId, areaCode, scopeKey } = campaign
  const counted = {
    'survey-asked': totals.sampled - totals.ineligible,
    'survey-answered': totals.answered,
    'survey-unhappy': totals.unhappy,
  }
  return Object.entries(counted)
    .filter(([, n]) => n !== 0)
    .map(([measure, n]) => ({ measure, n, day: localDate(now), place: { regionId, areaCode, scopeKey } }))
}
