import { hash } from 'node:crypto'
import { fault, invalid } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { changeCampaign, type Context } from './change-campaign.ts'
import { updateCampaign, type CampaignRow } from './queries/campaign.ts'
import { replaceFrame, selectCandidates, type InspectorRow, type TargetRow } from './queries/frame.ts'
import { frameInspectors } from './rules/own-halls.ts'
import { byKey, MOST_TARGETS, MOST_WEIGHT } from './rules/draw-targets.ts'
import type { Inspections } from './tables.ts'

export const FROZEN = 'inspections.frame.frozen'

/** The weights and interests that are given with a frame. */
export type ToFreeze = {
  readonly id: string
  /** Only these halls, each with a weight; all halls of the region, each with 1, when left out. */
  readonly targets?: readonly { readonly hall: string; readonly weight: number }[] | null | undefined
  /** Only these people; all who inspect for the region when left out. */
  readonly inspectors?: readonly string[] | null | undefined
}

/**
 * Freezes who and what can be drawn. Until the first draw it can be frozen again.
 * @throws Fault UNKNOWN_HALL out of the region, NOT_FOUND for a person who does not inspect for it, INVALID_INPUT
 */
export async function freezeFrame(host: Host<Inspections>, context: Context, input: ToFreeze): Promise<string> {
  const registers = await host.registers()
  return changeCampaign(host, context, {
    action: FROZEN,
    id: input.id,
    states: ['PLANNED', 'FROZEN'],
    write: async ({ db, campaign, now }) => {
      const range = rangeOf(registers, campaign)
      const grants = await selectCandidates(db, range, now)
      const targets = targetsOf(registers, campaign, input)
      const inspectors = inspectorsOf(campaign, frameInspectors(grants, targets, range), input)
      await replaceFrame(db, campaign, targets, inspectors)
      const frameHash = hashOf(targets)
      const frozen = { state: 'FROZEN', frameSize: targets.length, frameHash } as const
      await updateCampaign(db, campaign, { ...frozen, frozenAt: now })
      return { ...frozen, inspectors: inspectors.length }
    },
  })
}

function rangeOf({ tree }: RegisterSnapshot, { regionId }: CampaignRow) {
  const region = tree.byId(regionId)
  if (region === undefined) throw new Error(`A campaign is of region ${regionId}, which no register has`)
  return { lo: region.scopeKey, hi: region.scopeEnd }
}

function targetsOf(registers: RegisterSnapshot, campaign: CampaignRow, { targets }: ToFreeze): readonly TargetRow[] {
  const { lo, hi } = rangeOf(registers, campaign)
  const halls = registers.index.halls.filter(({ scopeKey }) => scopeKey >= lo && scopeKey < hi)
  const byCode = new Map(halls.map((hall) => [hall.code, hall]))
  const wanted = targets ?? halls.map(({ code }) => ({ hall: code, weight: 1 }))
  if (wanted.length === 0 || wanted.length > MOST_TARGETS) throw invalid(NO_TARGETS, ['input', 'targets'])
  if (new Set(wanted.map(({ hall }) => hall)).size < wanted.length) throw invalid(TWICE, ['input', 'targets'])
  return wanted.map(({ hall: code, weight }, index) => {
    const hall = byCode.get(code)
    const path = ['input', 'targets', String(index)]
    if (hall === undefined) throw fault('UNKNOWN_HALL', { value: code }, [...path, 'hall'])
    if (weight < 1 || weight > MOST_WEIGHT) throw invalid(BAD_WEIGHT, [...path, 'weight'])
    const { id: hallId, name, regionId, areaCode, scopeKey: placeKey } = hall
    const place = { hallId, name, regionId, areaCode, placeKey }
    return { campaignId: campaign.id, hall: code, weight, ...place, scopeKey: campaign.scopeKey }
  })
}

function inspectorsOf(
  { id: campaignId, scopeKey, inspectorsPerTarget }: CampaignRow,
  framed: readonly Pick<InspectorRow, 'personId' | 'name' | 'ownHalls'>[],
  { inspectors }: ToFreeze,
): readonly InspectorRow[] {
  const known = new Map(framed.map((one) => [one.personId, one]))
  const chosen = [...new Set(inspectors ?? known.keys())].map((personId, index) => {
    const one = known.get(personId)
    if (one === undefined) throw fault('NOT_FOUND', { value: personId }, ['input', 'inspectors', String(index)])
    return { ...one, campaignId, interests: [], scopeKey }
  })
  if (chosen.length < inspectorsPerTarget) throw fault('CONFLICT', { detail: TOO_FEW }, ['input', 'inspectors'])
  return chosen
}

/** SHA-256 over lines of hall, tab and weight, in the order of the halls' codes. */
export const hashOf = (targets: readonly Pick<TargetRow, 'hall' | 'weight'>[]): string =>
  hash(
    'sha256',
    targets
      .map(({ hall, weight }) => ({ key: hall, weight }))
      .toSorted(byKey)
      .map(({ key, weight }) => `${key}\t${weight}\n`)
      .join(''),
    'hex',
  )

const NO_TARGETS = { 'zh-CN': '检查对象不能为空，且不超过 40,000 个。', en: 'A frame has 1 to 40,000 targets.' }
const TWICE = { 'zh-CN': '检查对象重复。', en: 'A target is named twice.' }
const BAD_WEIGHT = { 'zh-CN': '权重为 1 至 1,000,000 的整数。', en: 'A weight is a whole number from 1 to 1,000,000.' }
const TOO_FEW = {
  'zh-CN': '该区划的检查人员不足，请先授予督查检查人员角色。',
  en: 'Too few people inspect for the region: grant more of them the role of inspector.',
}
