import { fault } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { changeCampaign, type Context } from './change-campaign.ts'
import { updateCampaign } from './queries/campaign.ts'
import { selectChecksOf } from './queries/check.ts'
import { insertPublication } from './queries/publication.ts'
import { resultOf } from './results.ts'
import type { Inspections } from './tables.ts'
import { wordsOf } from './words.ts'

export const PUBLISHED = 'inspections.campaign.published'

/** Publishes what a campaign showed, in words and with its estimate as it is now. */
export const publishCampaign = (
  host: Host<Inspections>,
  context: Context,
  { id, words: given }: { readonly id: string; readonly words: string },
): Promise<string> => {
  const words = wordsOf(given, 'words')
  return changeCampaign(host, context, {
    action: PUBLISHED,
    id,
    states: ['DONE'],
    write: async ({ db, campaign, principal, now }) => {
      if (campaign.shelf === 'veiled') throw fault('CONFLICT', { detail: CONCEALED }, ['input', 'id'])
      const result = resultOf(campaign, await selectChecksOf(db, campaign))
      const { title, method, clause, regionId, areaCode, scopeKey } = campaign
      const by = { publishedById: principal.id, publishedBy: principal.name, publishedAt: now }
      const row = { campaignId: id, title, method, clause, words, result: JSON.stringify(result), ...by }
      await insertPublication(db, { ...row, regionId, areaCode, scopeKey })
      await updateCampaign(db, campaign, { state: 'PUBLISHED', publishedAt: now })
      const told = { campaignId: id, clause, publishedAt: now.toISOString() }
      await host.emit(db, PUBLISHED, told, { regionId, areaCode, scopeKey })
      return { state: 'PUBLISHED' }
    },
  })
}

const CONCEALED = { 'zh-CN': '请先解密。', en: 'Lift the concealment first.' }
