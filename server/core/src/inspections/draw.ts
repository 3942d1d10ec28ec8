import { randomBytes } from 'node:crypto'
import type { FindingActor } from '../findings/contract.ts'
import { fault } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { uuidV7 } from '../uuid.ts'
import { changeCampaign, type Changing, type Context } from './change-campaign.ts'
import { updateCampaign, type CampaignRow } from './queries/campaign.ts'
import { insertChecks, selectChecksOf, updateCheck } from './queries/check.ts'
import { insertDraw, selectDraws } from './queries/draw.ts'
import { selectInspectors, selectTargets, type InspectorRow, type TargetRow } from './queries/frame.ts'
import { drawInspectors, type InspectorInFrame } from './rules/draw-inspectors.ts'
import { DRAW_ALGORITHM, drawTargets, MOST_TARGETS } from './rules/draw-targets.ts'
import type { AssignmentTable, CheckTable, Inspections } from './tables.ts'
import { wordsOf } from './words.ts'

export const DRAWN = 'inspections.targets.drawn'
export const REDRAWN = 'inspections.targets.redrawn'

/** A draw as it is asked for; `seed` is made up when none is given. */
export type ToDraw = { readonly id: string; readonly seed?: string | null | undefined; readonly reason?: string }

/**
 * Draws targets and inspectors from the frozen frame. A second draw has a reason, and takes the place of the first as
 * long as no check has begun.
 * @throws Fault CONFLICT in another state, when checks have begun, or when too few may inspect a target
 */
export async function draw(host: Host<Inspections>, context: Context, { id, seed, reason }: ToDraw): Promise<string> {
  const chosen = seed == null ? randomBytes(16).toString('hex') : wordsOf(seed, 'seed', 200)
  const why = reason === undefined ? undefined : wordsOf(reason, 'reason')
  return changeCampaign(host, context, {
    action: why === undefined ? DRAWN : REDRAWN,
    id,
    states: why === undefined ? ['FROZEN'] : ['DRAWN'],
    ...(why === undefined ? {} : { reason: why }),
    write: async (changing) => {
      if (why !== undefined) await setAside(changing)
      return writeDraw(changing, chosen, why ?? null)
    },
  })
}

/** Who draws, in which transaction. */
export type Drawing = Pick<Changing, 'db' | 'campaign' | 'now'> & { readonly principal: FindingActor }

async function setAside({ db, campaign }: Changing): Promise<void> {
  const checks = await selectChecksOf(db, campaign)
  if (checks.some(({ state }) => state === 'STARTED' || state === 'DONE'))
    throw fault('CONFLICT', { detail: BEGUN }, ['input', 'id'])
  for (const check of checks) await updateCheck(db, check, { state: 'REPLACED' })
}

/** Writes a draw with its checks, and says what is noted of it. @throws Fault CONFLICT when too few may inspect a target */
export async function writeDraw({ db, campaign, principal, now }: Drawing, seed: string, reason: string | null) {
  const targets = await selectTargets(db, campaign, MOST_TARGETS)
  const inspectors = await selectInspectors(db, campaign)
  const number = ((await selectDraws(db, campaign))[0]?.number ?? 0) + 1
  const drawId = uuidV7()
  const { id: campaignId, scopeKey } = campaign
  const algorithm = { algorithm: DRAW_ALGORITHM.name, algorithmVersion: DRAW_ALGORITHM.version }
  const by = { drawnById: principal.id, drawnBy: principal.name, drawnAt: now }
  const frameHash = campaign.frameHash ?? ''
  await insertDraw(db, campaign, {
    id: drawId,
    campaignId,
    number,
    seed,
    ...algorithm,
    frameHash,
    reason,
    ...by,
    scopeKey,
  })
  const chosen = chooseTargets(campaign, targets, seed)
  const people = frameOf(inspectors, targets)
  const drawn = drawInspectors([...chosen.keys()], people, campaign.inspectorsPerTarget, seed)
  const byHall = new Map(targets.map((target) => [target.hall, target]))
  const names = new Map(inspectors.map(({ personId, name }) => [personId, name]))
  const checks: CheckTable[] = []
  const assignments: AssignmentTable[] = []
  for (const { target: hall, inspectors: who } of drawn) {
    const target = byHall.get(hall)
    if (target === undefined) continue
    if (who.length < campaign.inspectorsPerTarget)
      throw fault('CONFLICT', { detail: tooFewFor(target.name) }, ['input', 'id'])
    const check = checkOf(campaign, drawId, target, chosen.get(hall) ?? null)
    checks.push(check)
    assignments.push(...who.map((personId) => assignmentOf(check, personId, names.get(personId) ?? personId)))
  }
  await insertChecks(db, campaign.shelf, checks, assignments)
  await updateCampaign(db, campaign, { state: 'DRAWN' })
  return { state: 'DRAWN', number, seed, drawn: checks.length }
}

/** Halls with their probabilities; those that were named stand for themselves and have none. */
function chooseTargets({ basis, sampleSize }: CampaignRow, targets: readonly TargetRow[], seed: string) {
  if (basis === 'NAMED') return new Map(targets.map(({ hall }) => [hall, null]))
  const frame = targets.map(({ hall, weight }) => ({ key: hall, weight }))
  return new Map<string, number | null>(
    drawTargets(frame, sampleSize, seed).map(({ key, probability }) => [key, probability]),
  )
}

/** Who can be drawn, as the rules take it: nobody for the own unit, or where an interest was declared. */
export function frameOf(
  inspectors: readonly InspectorRow[],
  targets: readonly Pick<TargetRow, 'hall' | 'hallId'>[],
): readonly InspectorInFrame[] {
  const codes = new Map(targets.map(({ hall, hallId }) => [hallId, hall]))
  return inspectors.map(({ personId, ownHalls, interests }) => ({
    key: personId,
    barredFrom: new Set([...ownHalls, ...interests].flatMap((hallId) => codes.get(hallId) ?? [])),
  }))
}

/** A check that waits for its inspectors. */
export function checkOf(
  campaign: CampaignRow,
  drawId: string,
  target: TargetRow,
  probability: number | null,
  insteadOf: string | null = null,
): CheckTable {
  const { id: campaignId, title, method, clause, checklist, checklistVersion, edition, dueOn, shelf } = campaign
  const { hall, name: hallName, hallId, regionId, areaCode, placeKey } = target
  return {
    id: uuidV7(),
    campaignId,
    drawId,
    hall,
    hallName,
    hallId,
    regionId,
    areaCode,
    placeKey,
    title,
    method,
    clause,
    checklist,
    checklistVersion,
    edition,
    dueOn,
    probability,
    insteadOf,
    scopeKey: shelf === 'open' ? placeKey : campaign.scopeKey,
    state: 'ASSIGNED',
    startedAt: null,
    completedAt: null,
    completedBy: null,
    countedOn: null,
    failed: null,
  }
}

/** Somebody who inspects a target. */
export const assignmentOf = (
  { id: checkId, campaignId, hallId, scopeKey }: Pick<CheckTable, 'id' | 'campaignId' | 'hallId' | 'scopeKey'>,
  personId: string,
  name: string,
): AssignmentTable => ({ checkId, campaignId, personId, name, withdrawnAt: null, hallId, scopeKey })

const BEGUN = {
  'zh-CN': '已有检查开始，不能重新抽取。',
  en: 'Checks have begun: targets cannot be drawn once more.',
}
const tooFewFor = (hall: string) => ({
  'zh-CN': `可检查“${hall}”的人员不足(回避后)。`,
  en: `Too few may inspect "${hall}" once those who are barred are left out.`,
})
