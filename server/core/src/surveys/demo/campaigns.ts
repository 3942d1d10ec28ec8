import { localDate } from '../../clock/local-time.ts'
import type { DemoLoader } from '../../plugin.ts'
import type { Region } from '../../registers/region.ts'
import { uuidV7 } from '../../uuid.ts'
import { newestSurvey } from '../declared.ts'
import { drawCampaign } from '../draw-campaign.ts'
import { endCampaign } from '../end-campaign.ts'
import { insertCampaign, updateCampaign, type CampaignRow, type Db } from '../queries/campaign.ts'
import { selectSampledCases, updateSampledCase } from '../queries/sampled-case.ts'
import { recordAnswers } from '../record-answers.ts'
import { DRAW_ALGORITHM } from '../rules/draw.ts'
import type { SurveyDeclaration } from '../survey.ts'
import type { Surveys } from '../tables.ts'
import { demoAnswers, demoOutcome } from './answers.ts'

/** The county of most of the demo's accounts. */
const HUAYUAN = '433124000000'
const DAY_MS = 86_400_000
const SIZE = 40
/** No person and no account, and said so wherever it is shown. */
const DEMO = { id: 'demo-surveys', name: '演示数据 · 调查' } as const

/** One campaign that has ended and one under way, with answers; only where there are none, so that it may be called again. */
export const loadCampaigns: DemoLoader<Surveys> = async (host, onProgress) => {
  const now = await host.clock.now()
  const registers = await host.registers()
  const region = registers.tree.byCode(HUAYUAN)
  if (region === undefined) return onProgress(1)
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const known = await trx.selectFrom('surveys.campaign').select('id').limit(1).executeTakeFirst()
    if (known !== undefined) return
    for (const [at, code] of ['four-reductions', 'integrity-visit'].entries()) {
      const survey = newestSurvey(host.surveys, code)
      if (survey === undefined) continue
      const campaign = await begin(trx, { region, survey, now, seed: `demo ${code}` })
      const { frameSize } = await drawCampaign(trx, registers, campaign, now)
      await updateCampaign(trx, campaign.id, { frameSize })
      const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
      const page = { filter: null, limit: SIZE, after: null }
      for (const sampled of await selectSampledCases(trx, reach, campaign.id, page)) {
        if (sampled.ineligible) continue
        const outcome = demoOutcome(sampled.place, at === 0)
        if (outcome === 'ANSWERED') {
          const answers = demoAnswers(survey, sampled.place)
          await recordAnswers(host, trx, { campaign, sampled, answers, by: 'TELEPHONE', visitor: DEMO, at: now })
        } else if (outcome !== null) {
          const visitor = { visitorId: DEMO.id, visitor: DEMO.name }
          await updateSampledCase(trx, sampled.id, { outcome, tries: 1, triedAt: now, ...visitor })
        }
      }
      if (at === 0) await endCampaign(host, trx, campaign, { now, by: DEMO })
      onProgress((at + 1) / 2)
    }
  })
  onProgress(1)
}

type Begun = {
  readonly region: Region
  readonly survey: SurveyDeclaration
  readonly now: Date
  readonly seed: string
}

const begin = async (trx: Db, { region, survey, now, seed }: Begun): Promise<CampaignRow> => {
  const on = (days: number) => localDate(new Date(now.getTime() + days * DAY_MS))
  const planned: Parameters<typeof insertCampaign>[1] = {
    id: uuidV7(now.getTime()),
    surveyCode: survey.code,
    surveyVersion: survey.version,
    regionId: region.id,
    areaCode: region.areaCode,
    scopeKey: region.scopeKey,
    fromDay: on(-60),
    toDay: on(1),
    matterId: null,
    channel: null,
    hallId: null,
    mode: 'IRREGULAR',
    dueOn: on(14),
    sampleSize: SIZE,
    restDays: 0,
    seed,
    algorithm: DRAW_ALGORITHM,
    state: 'RUNNING',
    frameSize: SIZE,
    plannedAt: now,
    plannedById: DEMO.id,
    plannedBy: DEMO.name,
    drawnAt: now,
    releasedAt: null,
    veiledLo: region.scopeKey + 1,
    veiledHi: region.scopeEnd,
    veiledOrganisationId: null,
    veiledHallId: null,
  }
  await insertCampaign(trx, planned)
  const none = { sampled: 0, ineligible: 0, answered: 0, refused: 0, unreachable: 0, wrongNumber: 0, unhappy: 0 }
  return { ...planned, ...none }
}
