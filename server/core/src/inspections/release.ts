import { localDate } from '../clock/local-time.ts'
import { releaseFiles } from '../files/attach.ts'
import { releaseFindings } from '../findings/release.ts'
import { fault } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { changeCampaign, type Changing, type Context } from './change-campaign.ts'
import { updateCampaign } from './queries/campaign.ts'
import { selectAnswers, selectChecksOf, updateCheck } from './queries/check.ts'
import { moveToOpen } from './queries/release.ts'
import { tellCheck, tellDone, veilOf } from './tell.ts'
import type { Inspections } from './tables.ts'

export const RELEASED = 'inspections.campaign.released'

/**
 * Lifts the concealment of a campaign that is done: from now on its checks are known to their units, counted on this
 * day, told in the feed, and what failed stands in the ledger.
 */
export const releaseCampaign = (host: Host<Inspections>, context: Context, id: string): Promise<string> =>
  changeCampaign(host, context, {
    action: RELEASED,
    id,
    states: ['DONE'],
    write: async (changing) => {
      const { db, campaign, now } = changing
      if (campaign.shelf === 'open') throw fault('CONFLICT', { detail: OPEN }, ['input', 'id'])
      await updateCampaign(db, campaign, { releasedAt: now })
      await moveToOpen(db, id)
      const released = await tellChecks(host, changing)
      const { regionId, areaCode, scopeKey, dueOn: day } = campaign
      await host.addDeltas(db, [{ place: { regionId, areaCode, scopeKey }, measure: 'inspections-due', day, n: 1 }])
      await tellDone(host, db, campaign)
      return { state: campaign.state, released: now.toISOString(), findings: released }
    },
  })

async function tellChecks(host: Host<Inspections>, { db, campaign, principal, now }: Changing): Promise<number> {
  const countedOn = localDate(now)
  const registers = await host.registers()
  const findings: string[] = []
  for (const check of await selectChecksOf(db, { ...campaign, shelf: 'open' })) {
    if (check.state !== 'DONE') continue
    await updateCheck(db, check, { countedOn })
    const veil = veilOf(registers, { ...check, scopeKey: campaign.scopeKey })
    const answers = await selectAnswers(db, 'open', [check.id])
    findings.push(...(await tellCheck(host, db, { ...check, countedOn }, answers, { at: now, by: principal, veil })))
    await releaseFiles(db, { type: 'inspections.check', id: check.id }, now)
  }
  const released = await releaseFindings(db, findings, { at: now, by: { id: principal.id, name: principal.name } })
  return released.length
}

const OPEN = { 'zh-CN': '该检查未保密，无须解密。', en: 'This inspection is no secret.' }
