import { localDate } from '../../clock/local-time.ts'
import type { Host } from '../../host.ts'
import { checklistFor } from '../checklist-for.ts'
import type { CampaignRow } from '../queries/campaign.ts'
import { selectAnswers, selectChecksOf, updateCheck, upsertAnswer } from '../queries/check.ts'
import { isFailure } from '../rules/answer.ts'
import type { Db } from '../shelf.ts'
import { tellCheck } from '../tell.ts'
import type { Inspections } from '../tables.ts'

const WHO = { id: 'demo-inspector', name: '演示检查员' } as const
/** Every fourth hall lacks something. */
const FAILING_EVERY = 4

const GOOD = { YES_NO: 'YES', SCORE: '9', COUNT: '0', TEXT: '演示：情况正常' } as const

/** Makes all checks of a campaign. */
export async function makeDemoChecks(host: Host<Inspections>, db: Db, campaign: CampaignRow, now: Date): Promise<void> {
  for (const [at, check] of (await selectChecksOf(db, campaign)).entries()) {
    const isFailing = at % FAILING_EVERY === 1
    const { id: checkId, campaignId, hallId, scopeKey } = check
    for (const [place, item] of checklistFor(host, check).items.entries()) {
      const value = isFailing && place === 0 ? 'NO' : GOOD[item.kind]
      const by = { answeredById: WHO.id, answeredBy: WHO.name, answeredAt: now }
      const answer = { item: item.code, value, failed: isFailure(item, value), words: null, evidence: [] }
      await upsertAnswer(db, campaign.shelf, { checkId, campaignId, ...answer, ...by, hallId, scopeKey })
    }
    const done = { state: 'DONE', failed: isFailing, completedBy: WHO.name, countedOn: localDate(now) } as const
    const times = { startedAt: now, completedAt: now }
    await updateCheck(db, check, { ...done, ...times })
    const answers = await selectAnswers(db, campaign.shelf, [checkId])
    await tellCheck(host, db, { ...check, ...done, ...times }, answers, { at: now, by: WHO })
  }
  const { regionId, areaCode, scopeKey, dueOn: day } = campaign
  await host.addDeltas(db, [{ place: { regionId, areaCode, scopeKey }, measure: 'inspections-in-time', day, n: 1 }])
}
