import { localDate } from '../../clock/local-time.ts'
import type { Host } from '../../host.ts'
import type { DemoLoader } from '../../plugin.ts'
import { uuidOf } from '../../uuid.ts'
import { writeDraw } from '../draw.ts'
import { hashOf } from '../freeze.ts'
import { selectCampaign, insertCampaign, updateCampaign, type CampaignRow } from '../queries/campaign.ts'
import { replaceFrame, selectCandidates, type InspectorRow, type TargetRow } from '../queries/frame.ts'
import { frameInspectors } from '../rules/own-halls.ts'
import { isConcealed, type Db } from '../shelf.ts'
import type { CampaignTable, Inspections } from '../tables.ts'
import { makeDemoChecks } from './checks.ts'

/** The region whose inspections the demo shows: an autonomous prefecture, with eight counties. */
const REGION = '433100000000'
const DAY_MS = 86_400_000
/** Who acts in the demo's past: no person and no account. */
export const DEMO_ACTOR = { id: 'demo-inspection', name: '演示数据 · 检查' } as const
const PEOPLE = ['甲', '乙', '丙', '丁'].map((name) => ({
  personId: `demo-inspector-${name}`,
  name: `演示检查员${name}`,
}))

const PLANS = [
  {
    key: 'done',
    title: '演示：大厅服务质量随机抽查',
    method: 'ON_SITE',
    mode: 'PERIODIC',
    weighted: false,
    sampleSize: 12,
  },
  {
    key: 'open',
    title: '演示：大厅日常检查(按人口加权)',
    method: 'PATROL',
    mode: 'EITHER',
    weighted: true,
    sampleSize: 8,
  },
  { key: 'secret', title: '演示：暗访', method: 'UNDERCOVER', mode: 'IRREGULAR', weighted: false, sampleSize: 4 },
] as const

/** Three inspections of a prefecture: one done, one under way, one under cover. Only where there are none yet. */
export const loadInspections: DemoLoader<Inspections> = async (host, onProgress) => {
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (db) => {
    for (const [at, plan] of PLANS.entries()) {
      await loadOne(host, db, plan, now)
      onProgress((at + 1) / PLANS.length)
    }
  })
}

async function loadOne(host: Host<Inspections>, db: Db, plan: (typeof PLANS)[number], now: Date): Promise<void> {
  const { tree, index } = await host.registers()
  const region = tree.byCode(REGION)
  const range = { lo: region?.scopeKey ?? 0, hi: region?.scopeEnd ?? 0 }
  const halls = index.halls.filter(({ scopeKey }) => scopeKey >= range.lo && scopeKey < range.hi)
  const id = uuidOf(`demo inspection ${plan.key}`)
  const everywhere = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null }
  const known = await selectCampaign(db, ['open', 'veiled'], everywhere, id)
  if (region === undefined || halls.length < plan.sampleSize || known !== undefined) return
  const targets = halls.map((hall, at): TargetRow => ({
    campaignId: id,
    hall: hall.code,
    name: hall.name,
    hallId: hall.id,
    regionId: hall.regionId,
    areaCode: hall.areaCode,
    placeKey: hall.scopeKey,
    weight: plan.weighted ? 1 + (at % 5) : 1,
    scopeKey: region.scopeKey,
  }))
  const row = campaignRow(plan, { id, regionId: region.id, areaCode: region.areaCode, scopeKey: region.scopeKey }, now)
  const frozen = {
    state: 'FROZEN',
    frameSize: targets.length,
    frameHash: hashOf(targets),
    frozenAt: row.plannedAt,
  } as const
  const shelf = isConcealed(plan) ? 'veiled' : 'open'
  const campaign: CampaignRow = { ...row, ...frozen, shelf }
  await insertCampaign(db, shelf, { ...row, ...frozen })
  if (shelf === 'open') {
    const place = { regionId: region.id, areaCode: region.areaCode, scopeKey: region.scopeKey }
    await host.addDeltas(db, [{ place, measure: 'inspections-due', day: row.dueOn, n: 1 }])
  }
  const candidates = frameInspectors(await selectCandidates(db, range, now), targets, range)
  const people = [...PEOPLE.map((one) => ({ ...one, ownHalls: [] })), ...candidates.slice(0, 4)]
  const inspectors = people.map((one): InspectorRow => ({
    ...one,
    campaignId: id,
    interests: [],
    scopeKey: row.scopeKey,
  }))
  await replaceFrame(db, campaign, targets, inspectors)
  await writeDraw({ db, campaign, principal: DEMO_ACTOR, now: row.plannedAt }, `演示种子 ${plan.key}`, null)
  if (plan.key !== 'done') return
  await makeDemoChecks(host, db, campaign, now)
  await updateCampaign(db, campaign, { state: 'DONE', doneOn: localDate(now) })
}

function campaignRow(
  { title, method, mode, sampleSize }: (typeof PLANS)[number],
  place: Pick<CampaignTable, 'id' | 'regionId' | 'areaCode' | 'scopeKey'>,
  now: Date,
): CampaignTable {
  return {
    ...place,
    title,
    method,
    mode,
    sampleSize,
    basis: 'RANDOM',
    clause: '4-b',
    checklist: 'hall-daily-quality',
    checklistVersion: 1,
    edition: null,
    dueOn: localDate(new Date(now.getTime() + 14 * DAY_MS)),
    participants: ['演示部门'],
    inspectorsPerTarget: 2,
    state: 'PLANNED',
    plannedById: DEMO_ACTOR.id,
    plannedBy: DEMO_ACTOR.name,
    plannedAt: new Date(now.getTime() - 3 * DAY_MS),
    frameSize: null,
    frameHash: null,
    frozenAt: null,
    doneOn: null,
    releasedAt: null,
    publishedAt: null,
  }
}
