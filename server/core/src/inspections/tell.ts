import type { FindingActor, Veil } from '../findings/contract.ts'
import { raiseFinding } from '../findings/raise.ts'
import type { Host } from '../host.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { checklistFor } from './checklist-for.ts'
import type { CampaignRow } from './queries/campaign.ts'
import type { AnswerRow, CheckRow } from './queries/check.ts'
import type { Db } from './shelf.ts'
import type { Inspections } from './tables.ts'

type Told = { readonly at: Date; readonly by: FindingActor; readonly veil?: Veil }

/** Counts a check that is done, tells of it and raises what failed; gives the ids of the findings. */
export async function tellCheck(
  host: Host<Inspections>,
  db: Db,
  check: CheckRow,
  answers: readonly AnswerRow[],
  told: Told,
): Promise<readonly string[]> {
  const place = placeOf(check)
  const { id: checkId, campaignId, clause, checklist, checklistVersion, countedOn, completedAt } = check
  const failed = check.failed === true
  const day = countedOn ?? ''
  const measures = failed ? ['inspection-checks', 'inspection-checks-failed'] : ['inspection-checks']
  await host.addDeltas(
    db,
    measures.map((measure) => ({ place, measure, day, n: 1 })),
  )
  const completed = (completedAt ?? told.at).toISOString()
  const payload = { checkId, campaignId, clause, checklist, checklistVersion, failed, completedAt: completed }
  await host.emit(db, 'inspections.check.completed', payload, place)
  return raiseFailures(host, db, check, answers, told)
}

async function raiseFailures(
  host: Host<Inspections>,
  db: Db,
  check: CheckRow,
  answers: readonly AnswerRow[],
  { at, by, veil }: Told,
): Promise<readonly string[]> {
  const { items, title, code } = checklistFor(host, check)
  const raised: string[] = []
  for (const { item: itemCode, failed, evidence } of answers) {
    const item = items.find((one) => one.code === itemCode)
    const type = host.findings.types.get(item?.findingType ?? '')
    if (!failed || item === undefined || type === undefined) continue
    const { id } = await raiseFinding(db, {
      source: 'INSPECTION',
      sourceId: `${check.id}:${itemCode}`,
      type: type.code,
      place: placeOf(check),
      cause: `${code}.${itemCode}`,
      severity: type.severity,
      title: `${title['zh-CN']}：${item.text['zh-CN']}`.slice(0, 200),
      foundAt: check.completedAt ?? at,
      evidence,
      by: { id: by.id, name: by.name },
      ...(veil === undefined ? {} : { veil }),
    })
    raised.push(id)
  }
  return raised
}

/** Counts a campaign that was done in time, on the day on which it was due. */
export async function tellDone(host: Host<Inspections>, db: Db, campaign: CampaignRow): Promise<void> {
  const { regionId, areaCode, scopeKey, dueOn, doneOn } = campaign
  if (doneOn === null || doneOn > dueOn) return
  const place = { regionId, areaCode, scopeKey }
  await host.addDeltas(db, [{ place, measure: 'inspections-in-time', day: dueOn, n: 1 }])
}

/** The place of the hall that was inspected. */
const placeOf = ({ regionId, areaCode, placeKey, hallId }: CheckRow) => ({
  regionId,
  areaCode,
  scopeKey: placeKey,
  hallId,
})

/**
 * The unit that must not know of a check: the hall; and all with rights in its region, unless that region inspects
 * itself.
 */
export function veilOf({ tree }: RegisterSnapshot, { regionId, hallId, scopeKey }: CheckRow): Veil {
  const region = tree.byId(regionId)
  const isOther = region !== undefined && region.scopeKey !== scopeKey
  return { lo: isOther ? region.scopeKey : null, hi: isOther ? region.scopeEnd : null, organisationId: null, hallId }
}
