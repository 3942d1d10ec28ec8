import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { uuidV7 } from '../../uuid.ts'
import { insertVersion } from '../queries/score-weights.ts'
import { WHOLE } from '../rules/score.ts'
import { monthOf } from '../rules/score-month.ts'
import { faultOf } from '../rules/score-weights.ts'
import type { Halls } from '../tables.ts'
import { askedBy, ownRegion, wordsOf } from './asked.ts'

export const WEIGHTS_SET = 'halls.weights.set'
const GRACE_DAYS = 5
const MOST_GRACE_DAYS = 20
const MOST_PARTS = 30

/** Writes `setScoreWeights`. */
export const defineSetScoreWeights = (builder: Builder, host: Host<Halls>): void => {
  const authScopes = { permission: host.permission('halls.weigh') }
  const Part = builder.inputType('ScoreWeightInput', {
    description: 'What one indicator counts.',
    fields: (t) => ({
      indicator: t.string({ required: true, description: 'The code of an indicator, each once.' }),
      weight: t.int({ required: true, description: 'Ten-thousandths; all of them sum to 10,000.' }),
      zeroAt: t.float({ required: true, description: 'The figure worth 0 points, on the worse side of the target.' }),
      fullAt: t.float({ description: 'The figure worth 100 points; needed for an indicator without a target.' }),
    }),
  })
  const Input = builder.inputType('SetScoreWeightsInput', {
    description: 'A version of the weights.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'A province.' }),
      fromMonth: t.field({
        type: 'Date',
        required: true,
        description: 'A day of the first month; not before this one.',
      }),
      parts: t.field({ type: [Part], required: true, description: 'What each indicator counts; at most 30.' }),
      minimumCoverage: t.float({
        description:
          'The share of weight, 0 to 1, from which on others are scaled up; without, no part may be missing.',
      }),
      graceDays: t.int({ description: 'Days after a month before it is frozen, 0 to 20; 5 unless told.' }),
      reason: t.string({ required: true, description: 'Why; at most 500 characters.' }),
    }),
  })
  builder.mutationField('setScoreWeights', (t) =>
    t.field({
      type: resultOf(builder, 'SetScoreWeights', authScopes, { id: 'ID' }),
      description: 'Sets weights from this or a later month on. What is over keeps those that held.',
      authScopes,
      audit: WEIGHTS_SET,
      args: { input: t.arg({ type: Input, required: true, description: 'The version.' }) },
      resolve: (_root, { input }, context) => answer(() => setScoreWeights(host, context, input)),
    }),
  )
}

type ToSet = {
  readonly region: string
  readonly fromMonth: string
  readonly parts: readonly {
    readonly indicator: string
    readonly weight: number
    readonly zeroAt: number
    readonly fullAt?: number | null | undefined
  }[]
  readonly minimumCoverage?: number | null | undefined
  readonly graceDays?: number | null | undefined
  readonly reason: string
}

const setScoreWeights = async (
  host: Host<Halls>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  input: ToSet,
) => {
  const principal = askedBy(context.principal)
  const region = await ownRegion(host, principal, input.region)
  if (region.level !== 'PROVINCE') throw invalid(LEVEL, ['input', 'region'])
  const reason = wordsOf(input.reason, 'reason', 500)
  const now = await host.clock.now()
  const fromMonth = monthOf(input.fromMonth)
  if (fromMonth < monthOf(localDate(now))) throw invalid(PAST, ['input', 'fromMonth'])
  const parts = input.parts.map(({ fullAt, ...part }) => ({ ...part, fullAt: fullAt ?? null }))
  if (parts.length > MOST_PARTS) throw invalid(MANY, ['input', 'parts'])
  const wrong = faultOf(parts, host.indicators)
  if (wrong !== null) throw invalid(wrong.said, ['input', ...wrong.path])
  const minimumCoverage = coverageOf(input.minimumCoverage ?? null)
  const graceDays = input.graceDays ?? GRACE_DAYS
  if (graceDays < 0 || graceDays > MOST_GRACE_DAYS) throw invalid(GRACE, ['input', 'graceDays'])
  const { id: regionId, areaCode, scopeKey } = region
  const id = uuidV7(now.getTime())
  const set = { setAt: now, setBy: principal.name }
  return host.change(
    context,
    WEIGHTS_SET,
    async (trx, note) => {
      const said = { fromMonth, minimumCoverage, graceDays }
      await insertVersion(trx, { id, regionId, areaCode, scopeKey, ...said, reason, ...set, parts })
      const weights = Object.fromEntries(parts.map(({ indicator, weight }) => [indicator, weight]))
      note({ subject: { type: 'ScoreWeights', id }, scopeKey, after: { ...said, weights }, reason })
      return { id }
    },
    'engine',
  )
}

const coverageOf = (share: number | null): number | null => {
  if (share === null) return null
  const coverage = Math.round(share * WHOLE)
  if (coverage >= 1 && coverage <= WHOLE) return coverage
  throw invalid(COVERAGE, ['input', 'minimumCoverage'])
}

const LEVEL = { 'zh-CN': '权重由省级统一设定。', en: 'Weights are set by a province, for all within it.' }
const PAST = {
  'zh-CN': '权重只能自本月或以后月份起执行，已过月份不变。',
  en: 'Weights hold from this or a later month on: what is over does not change.',
}
const MANY = { 'zh-CN': '最多 30 个指标。', en: 'At most 30 indicators.' }
const GRACE = { 'zh-CN': '宽限天数须为 0 至 20。', en: 'The days of grace are 0 to 20.' }
const COVERAGE = { 'zh-CN': '最低覆盖须大于 0、不超过 1。', en: 'The minimum coverage is above 0 and at most 1.' }
