import { readerScope } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { lockPlan, selectOccurrences, updateOccurrence, updatePlan, type Db, type PlanRow } from '../queries/plan.ts'
import { countOccurrence, executePlan, PLAN_CLOCK } from '../record-execution.ts'
import type { Plans } from '../tables.ts'

export const EXECUTION_RECORDED = 'plans.execution.recorded'
export const PLAN_STOPPED = 'plans.plan.stopped'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Words as they are kept. @throws Fault INVALID_INPUT for none, or more than `most` characters */
export const wordsOf = (text: string, field: string, most = 1_000): string => {
  const words = text.trim()
  if (words !== '' && words.length <= most && words.isWellFormed() && !words.includes('\0')) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${most} 字。`, en: `Write something, at most ${most} characters.` }, [
    'input',
    field,
  ])
}

type Recorded = {
  readonly plan: string
  readonly doneOn: string
  readonly words: string
  readonly evidence?: readonly string[] | null | undefined
}

/** Records by hand that something planned was done. */
export const recordByHand = async (host: Host<Plans>, context: Context, input: Recorded) => {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  const { doneOn } = input
  const words = wordsOf(input.words, 'words')
  const evidence = [...(input.evidence ?? [])]
  if (doneOn > localDate(now)) throw invalid(FUTURE, ['input', 'doneOn'])
  if (evidence.length > 20 || !evidence.every(isUuid)) throw invalid(FILES, ['input', 'evidence'])
  return host.change(
    context,
    EXECUTION_RECORDED,
    async (trx, note) => {
      const plan = await lock(trx, principal, input.plan, 'plan')
      const by = { id: principal.id, name: principal.name }
      const id = await executePlan(trx, plan, { doneOn, words, evidence, by, at: now })
      if (id === null) throw fault('CONFLICT', { detail: NOT_DUE }, ['input', 'doneOn'])
      note({ subject: { type: 'Plan', id: plan.id }, scopeKey: plan.scopeKey, after: { occurrence: id, doneOn } })
      return { id }
    },
    'engine',
  )
}

/** Stops a plan: what is due in windows that have not ended falls away. */
export const stopPlan = async (
  host: Host<Plans>,
  context: Context,
  { id, reason: written }: { readonly id: string; readonly reason: string },
) => {
  const principal = askedBy(context.principal)
  const reason = wordsOf(written, 'reason')
  const now = await host.clock.now()
  return host.change(
    context,
    PLAN_STOPPED,
    async (trx, note) => {
      const plan = await lock(trx, principal, id, 'id')
      const reach = { lo: plan.scopeKey, hi: plan.scopeKey + 1, organisationId: null, hallId: null }
      const all = await selectOccurrences(trx, reach, id)
      const falling = all.filter(({ doneOn, toDay }) => doneOn === null && toDay > localDate(now))
      for (const occurrence of falling) {
        await updateOccurrence(trx, occurrence.id, { void: true })
        await host.clocks.close(trx, { clock: PLAN_CLOCK, id: occurrence.id }, now)
        await countOccurrence(trx, occurrence, 'plan-due', -1)
      }
      await updatePlan(trx, id, { stoppedAt: now, stoppedBy: principal.name, stopReason: reason })
      const after = { stopped: true, fallenAway: falling.length }
      note({ subject: { type: 'Plan', id }, scopeKey: plan.scopeKey, before: { stopped: false }, after })
      return { id }
    },
    'engine',
  )
}

const lock = async (trx: Db, principal: Principal, id: string, field: string): Promise<PlanRow> => {
  const plan = isUuid(id) ? await lockPlan(trx, readerScope(principal), id) : undefined
  if (plan === undefined) throw fault('NOT_FOUND', { value: id }, ['input', field])
  if (plan.stoppedAt !== null) throw fault('CONFLICT', { detail: STOPPED }, ['input', field])
  return plan
}

const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

const FUTURE = { 'zh-CN': '执行日期不能晚于今天。', en: 'It cannot have been done after today.' }
const FILES = { 'zh-CN': '附件编号有误，或超过 20 个。', en: 'Name at most 20 files by their ids.' }
const NOT_DUE = { 'zh-CN': '该日没有待执行的安排。', en: 'Nothing was due by then.' }
const STOPPED = { 'zh-CN': '该计划已停止。', en: 'The plan was stopped.' }
