import { readerScope } from '../../access/scope.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { Region } from '../../registers/region.ts'
import { isClauseId } from '../../standard/clauses.ts'
import { uuidV7 } from '../../uuid.ts'
import { insertPlan, type OccurrenceRow, type PlanRow } from '../queries/plan.ts'
import { countOccurrence, PLAN_CLOCK } from '../record-execution.ts'
import { dayBefore, daysIn, dueIn, LONGEST_PLAN_DAYS, windowsOf, type PlanMode } from '../rules/windows.ts'
import type { Plans } from '../tables.ts'
import { wordsOf } from './plan-steps.ts'

export const PLAN_MADE = 'plans.plan.made'

type Wanted = {
  readonly region: string
  readonly clause: string
  readonly title: string
  readonly mode: PlanMode
  readonly windowMonths: number
  readonly minimumCount?: number | null | undefined
  readonly sampleSize?: number | null | undefined
  readonly from: string
  readonly to: string
}

/** Makes a plan with all that is due by it, a clock for each. */
export const makePlan = async (
  host: Host<Plans>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  input: Wanted,
): Promise<{ readonly id: string }> => {
  const { principal } = context
  if (principal === null) throw fault('UNAUTHENTICATED')
  const region = (await host.registers()).tree.byCode(input.region)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(principal, range, input.region, ['input', 'region'])
  if (region === undefined || reach.organisationId !== null || reach.hallId !== null)
    throw fault('NOT_FOUND', { value: input.region }, ['input', 'region'])
  checkPlan(input)
  const now = await host.clock.now()
  const plan = planOf(input, region, { at: now, id: principal.id, name: principal.name })
  const { scopeKey, id } = plan
  return host.change(
    context,
    PLAN_MADE,
    async (trx, note) => {
      const due = await keepPlan(host, trx, plan)
      const after = { clause: plan.clause, mode: plan.mode, due }
      note({ subject: { type: 'Plan', id }, scopeKey, after })
      return { id }
    },
    'engine',
  )
}

/** Keeps a plan with all that is due by it, a clock and a figure for each; gives how often that is. */
export const keepPlan = async (
  host: Host<Plans>,
  trx: PluginTransaction<Plans>,
  plan: PlanRow,
  historical = false,
): Promise<number> => {
  const occurrences = occurrencesOf(plan)
  const { regionId, areaCode, scopeKey, title } = plan
  await insertPlan(trx, plan, occurrences)
  for (const occurrence of occurrences) {
    const terms = { start: new Date(`${occurrence.fromDay}T00:00:00+08:00`), due: dayBefore(occurrence.toDay) }
    const clock = { clock: PLAN_CLOCK, subject: 'plans.occurrence', id: occurrence.id, title, historical, ...terms }
    await host.clocks.start(trx, { ...clock, place: { regionId, areaCode, scopeKey } })
    await countOccurrence(trx, occurrence, 'plan-due', 1)
  }
  return occurrences.length
}

const checkPlan = ({ clause, windowMonths, minimumCount, sampleSize, mode, from, to }: Wanted): void => {
  if (!isClauseId(clause)) throw fault('NOT_FOUND', { value: clause }, ['input', 'clause'])
  const days = daysIn({ from, to })
  if (days < 1 || days > LONGEST_PLAN_DAYS) throw invalid(PERIOD, ['input', 'to'])
  if (windowMonths < 1 || windowMonths > 12) throw invalid(MONTHS, ['input', 'windowMonths'])
  const count = minimumCount ?? 1
  if (count < 1 || count > 31 || (mode === 'PERIODIC' && count !== 1)) throw invalid(COUNT, ['input', 'minimumCount'])
  if (sampleSize != null && (sampleSize < 1 || sampleSize > 100_000)) throw invalid(SAMPLE, ['input', 'sampleSize'])
}

/** The row of a plan. @throws Fault INVALID_INPUT for a title that cannot be */
export const planOf = (
  input: Wanted,
  region: Region,
  made: { readonly at: Date; readonly id: string; readonly name: string },
): PlanRow => ({
  id: uuidV7(made.at.getTime()),
  clause: input.clause,
  title: wordsOf(input.title, 'title', 200),
  regionId: region.id,
  areaCode: region.areaCode,
  scopeKey: region.scopeKey,
  // What is periodic is done in the open; the days of the rest are hidden from those inside of the region.
  releasedAt: input.mode === 'PERIODIC' ? made.at : null,
  veiledLo: region.scopeKey + 1,
  veiledHi: region.scopeEnd,
  veiledOrganisationId: null,
  veiledHallId: null,
  mode: input.mode,
  windowMonths: input.windowMonths,
  minimumCount: input.minimumCount ?? 1,
  sampleSize: input.sampleSize ?? null,
  fromDay: input.from,
  toDay: input.to,
  madeAt: made.at,
  madeById: made.id,
  madeBy: made.name,
  stoppedAt: null,
  stoppedBy: null,
  stopReason: null,
})

const occurrencesOf = (plan: PlanRow): readonly OccurrenceRow[] => {
  const { regionId, areaCode, scopeKey, releasedAt, veiledLo, veiledHi, clause } = plan
  const hidden = { regionId, areaCode, scopeKey, releasedAt, veiledLo, veiledHi }
  const units = { veiledOrganisationId: null, veiledHallId: null }
  const windows = windowsOf({ from: plan.fromDay, to: plan.toDay }, plan.windowMonths)
  return windows.flatMap(({ from: fromDay, to: toDay }) =>
    Array.from({ length: dueIn(plan) }, () => ({
      ...hidden,
      ...units,
      id: uuidV7(),
      planId: plan.id,
      clause,
      fromDay,
      toDay,
      doneOn: null,
      words: null,
      evidence: null,
      sourceType: null,
      sourceId: null,
      recordedAt: null,
      recordedById: null,
      recordedBy: null,
      void: false,
    })),
  )
}

const PERIOD = {
  'zh-CN': `计划期间为 1 至 ${LONGEST_PLAN_DAYS} 天。`,
  en: `A plan covers 1 to ${LONGEST_PLAN_DAYS} days.`,
}
const MONTHS = { 'zh-CN': '窗口期为 1 至 12 个月。', en: 'A window has 1 to 12 months.' }
const COUNT = {
  'zh-CN': '每个窗口期执行 1 至 31 次；定期的为 1 次。',
  en: 'It is done 1 to 31 times in each window; once when it is periodic.',
}
const SAMPLE = { 'zh-CN': '样本量为 1 至 100000。', en: 'A sample has 1 to 100,000 targets.' }
