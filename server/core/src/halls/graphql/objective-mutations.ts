import { readerScope } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid, uuidV7 } from '../../uuid.ts'
import { insertObjective, lockObjective, updateObjective } from '../queries/objective.ts'
import { hasAuthority } from '../rules/standing.ts'
import type { Halls, ObjectiveTable } from '../tables.ts'
import { askedBy, ownRegion, wordsOf } from './asked.ts'
import type { defineObjective } from './objective.ts'

export const OBJECTIVE_SET = 'halls.objective.set'
export const OBJECTIVE_WITHDRAWN = 'halls.objective.withdrawn'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes `setObjective` and `withdrawObjective`. */
export const defineObjectiveMutations = (
  builder: Builder,
  host: Host<Halls>,
  Comparator: ReturnType<typeof defineObjective>,
): void => {
  const authScopes = { permission: host.permission('halls.aim') }
  const SetInput = builder.inputType('SetObjectiveInput', {
    description: 'What is aimed at.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'A province, city or county.' }),
      indicator: t.string({ required: true, description: 'The code of an indicator.' }),
      comparator: t.field({ type: Comparator, required: true, description: 'On which side it is met.' }),
      target: t.float({ required: true, description: 'In the unit of the indicator: 95 for 95 %.' }),
      from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last; not in the past.' }),
    }),
  })
  const Withdraw = builder.inputType('WithdrawObjectiveInput', {
    description: 'Which one, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      reason: t.string({ required: true, description: 'Why; at most 500 characters.' }),
    }),
  })
  builder.mutationFields((t) => ({
    setObjective: t.field({
      type: resultOf(builder, 'SetObjective', authScopes, { id: 'ID' }),
      description:
        'Sets an objective. It is judged once, five days after its period, and never changed: only withdrawn before.',
      authScopes,
      audit: OBJECTIVE_SET,
      args: { input: t.arg({ type: SetInput, required: true, description: 'What is aimed at.' }) },
      resolve: (_root, { input }, context) => answer(() => setObjective(host, context, input)),
    }),
    withdrawObjective: t.field({
      type: resultOf(builder, 'WithdrawObjective', authScopes, { id: 'ID' }),
      description: 'Gives an objective up before it is judged; it stays to be seen, with the reason.',
      authScopes,
      audit: OBJECTIVE_WITHDRAWN,
      args: { input: t.arg({ type: Withdraw, required: true, description: 'Which one.' }) },
      resolve: (_root, { input }, context) => answer(() => withdrawObjective(host, context, input)),
    }),
  }))
}

type ToSet = {
  readonly region: string
  readonly indicator: string
  readonly comparator: ObjectiveTable['comparator']
  readonly target: number
  readonly from: string
  readonly to: string
}

const setObjective = async (host: Host<Halls>, context: Context, input: ToSet) => {
  const principal = askedBy(context.principal)
  const region = await ownRegion(host, principal, input.region)
  if (!hasAuthority(region)) throw invalid(LEVEL, ['input', 'region'])
  const { indicator, comparator, target, from, to } = input
  if (!host.indicators.some(({ code }) => code === indicator))
    throw fault('NOT_FOUND', { value: indicator.slice(0, 64) }, ['input', 'indicator'])
  if (!Number.isFinite(target)) throw invalid(NUMBER, ['input', 'target'])
  const now = await host.clock.now()
  if (to <= from || to <= localDate(now)) throw invalid(PERIOD, ['input', 'to'])
  const { id: regionId, areaCode, scopeKey } = region
  const id = uuidV7(now.getTime())
  return host.change(
    context,
    OBJECTIVE_SET,
    async (trx, note) => {
      const said = { indicator, comparator, target, fromDay: from, toDay: to }
      const set = { setAt: now, setBy: principal.name }
      await insertObjective(trx, { id, regionId, areaCode, scopeKey, ...said, ...set, ...UNJUDGED })
      note({ subject: { type: 'Objective', id }, scopeKey, after: said })
      return { id }
    },
    'engine',
  )
}

const UNJUDGED = {
  withdrawnAt: null,
  withdrawnReason: null,
  judgedAt: null,
  met: null,
  display: null,
  n: null,
} as const

const withdrawObjective = async (
  host: Host<Halls>,
  context: Context,
  { id, reason: written }: { readonly id: string; readonly reason: string },
) => {
  const reach = readerScope(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    OBJECTIVE_WITHDRAWN,
    async (trx, note) => {
      const row = isUuid(id) ? await lockObjective(trx, reach, id) : undefined
      if (row === undefined) throw fault('NOT_FOUND', { value: id.slice(0, 64) }, ['input', 'id'])
      const region = (await host.registers()).tree.byId(row.regionId)
      await ownRegion(host, context.principal, region?.code ?? '')
      const reason = wordsOf(written, 'reason', 500)
      if (row.judgedAt !== null || row.withdrawnAt !== null) throw fault('CONFLICT', { detail: OVER }, ['input', 'id'])
      await updateObjective(trx, id, { withdrawnAt: now, withdrawnReason: reason })
      note({ subject: { type: 'Objective', id }, scopeKey: row.scopeKey, after: { withdrawn: true }, reason })
      return { id }
    },
    'engine',
  )
}

const LEVEL = { 'zh-CN': '目标只能针对省、市、县。', en: 'An objective is for a province, city or county.' }
const NUMBER = { 'zh-CN': '目标值须为有限数。', en: 'The target is a finite number.' }
const PERIOD = {
  'zh-CN': '期间的截止日须晚于起始日和今天。',
  en: 'The period ends after it begins, and after today.',
}
const OVER = { 'zh-CN': '该目标已评定或已撤回。', en: 'It was judged or withdrawn already.' }
