import { readerScope } from '../access/scope.ts'
import { localDate } from '../clock/local-time.ts'
import { fault, invalid } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { uuidV7 } from '../uuid.ts'
import type { Context } from './change-campaign.ts'
import { checklistOf } from './checklist.ts'
import { insertCampaign } from './queries/campaign.ts'
import { isConcealed, shelvesOf } from './shelf.ts'
import type { Basis, CampaignTable, Inspections, Method, Mode } from './tables.ts'
import { askedBy, wordsOf } from './words.ts'

export const PLANNED = 'inspections.campaign.planned'

/** What is planned, as it is asked for. */
export type ToPlan = {
  readonly region: string
  readonly title: string
  readonly method: Method
  readonly mode: Mode
  readonly basis: Basis
  readonly checklist: string
  readonly checklistVersion: number
  readonly dueOn: string
  readonly participants?: readonly string[] | null | undefined
  readonly sampleSize: number
  readonly inspectorsPerTarget: number
}

/**
 * Plans a campaign.
 * @throws Fault INVALID_INPUT, NOT_FOUND for a region or checklist, FORBIDDEN to conceal without the right to
 */
export async function planCampaign(host: Host<Inspections>, context: Context, input: ToPlan): Promise<string> {
  const principal = askedBy(context.principal)
  const region = (await host.registers()).tree.byCode(input.region)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const isBound = principal.hallId !== null || principal.organisationId !== null
  readerScope(principal, isBound ? null : range, input.region, ['input', 'region'])
  if (region === undefined) throw fault('UNKNOWN_REGION', { value: input.region }, ['input', 'region'])
  const checklist = checklistOf(host.checklists, input)
  if (checklist === undefined) throw fault('NOT_FOUND', { value: input.checklist }, ['input', 'checklist'])
  const now = await host.clock.now()
  checkNumbers(input, localDate(now))
  const shelf = isConcealed(input) ? 'veiled' : 'open'
  if (!shelvesOf(principal).includes(shelf)) throw fault('FORBIDDEN', {}, ['input', 'method'])
  const { method, mode, basis, dueOn, sampleSize, inspectorsPerTarget } = input
  const { id: regionId, areaCode, scopeKey } = region
  const row: CampaignTable = {
    ...UNBEGUN,
    id: uuidV7(),
    method,
    mode,
    basis,
    dueOn,
    sampleSize,
    inspectorsPerTarget,
    regionId,
    areaCode,
    scopeKey,
    title: wordsOf(input.title, 'title', 200),
    clause: checklist.clause,
    checklist: checklist.code,
    checklistVersion: checklist.version,
    edition: checklist.edition ?? null,
    participants: (input.participants ?? []).slice(0, 20).map((words) => wordsOf(words, 'participants', 100)),
    plannedById: principal.id,
    plannedBy: principal.name,
    plannedAt: now,
  }
  return host.change(
    context,
    PLANNED,
    async (db, note) => {
      await insertCampaign(db, shelf, row)
      if (shelf === 'open') {
        const place = { regionId, areaCode, scopeKey }
        await host.addDeltas(db, [{ place, measure: 'inspections-due', day: dueOn, n: 1 }])
      }
      note({
        subject: { type: 'InspectionCampaign', id: row.id },
        scopeKey,
        after: { method, dueOn, state: row.state },
      })
      return row.id
    },
    'engine',
  )
}

const UNBEGUN = {
  state: 'PLANNED',
  frameSize: null,
  frameHash: null,
  frozenAt: null,
  doneOn: null,
  releasedAt: null,
  publishedAt: null,
} as const

function checkNumbers({ sampleSize, inspectorsPerTarget, dueOn }: ToPlan, today: string): void {
  if (sampleSize < 1 || sampleSize > 1_000)
    throw invalid({ 'zh-CN': '抽取数量为 1 至 1,000。', en: 'A sample has 1 to 1,000 targets.' }, [
      'input',
      'sampleSize',
    ])
  if (inspectorsPerTarget < 2 || inspectorsPerTarget > 9) {
    throw invalid({ 'zh-CN': '每个对象由 2 至 9 名检查人员检查。', en: 'A target has 2 to 9 inspectors.' }, [
      'input',
      'inspectorsPerTarget',
    ])
  }
  if (dueOn < today)
    throw invalid({ 'zh-CN': '完成期限不能早于今天。', en: 'It cannot be due before today.' }, ['input', 'dueOn'])
}
