import {
  answer,
  fault,
  invalid,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type RequestContext,
} from '@zhikong/core'
import { findRatingFaults } from '../handlers/find-rating-faults.ts'
import type { Improvement } from '../tables.ts'
import { askedBy } from './asked.ts'

const DETECTED = 'improvement.rating-fault.detected'
const MOST_DAYS = 92
const DAY_MS = 86_400_000

type Asked = { readonly region: string; readonly from: string; readonly to: string }

/** Writes how the platform looks for faults in the ratings of a region (7-c). */
export const defineDetectRatingFaults = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType('DetectRatingFaultsInput', {
    description: 'Where and when to look.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last; at most 92 days.' }),
    }),
  })
  builder.mutationField('detectRatingFaults', (t) =>
    t.field({
      type: resultOf(builder, 'DetectRatingFaults', authScopes, { detected: 'Int' }),
      description:
        'Looks for faults in the ratings of the halls of a region; what is known already is not found again.',
      authScopes,
      audit: DETECTED,
      args: { input: t.arg({ type: Input, required: true, description: 'Where and when to look.' }) },
      resolve: (_root, { input }, context) => answer(async () => detect(host, context, input)),
    }),
  )
}

const detect = async (
  host: Host<Improvement>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { region: code, from, to }: Asked,
) => {
  const principal = askedBy(context.principal)
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  if (!(days >= 1 && days <= MOST_DAYS)) throw invalid(PERIOD, ['input', 'to'])
  const { tree } = await host.registers()
  const region = tree.byCode(code)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const { lo, hi, hallId, organisationId } = readerScope(principal, range, code, ['input', 'region'])
  if (organisationId !== null) throw fault('FORBIDDEN', {}, ['input', 'region'])
  const now = await host.clock.now()
  return host.change(
    context,
    DETECTED,
    async (trx, note) => {
      const detected = await findRatingFaults(host, trx, { lo, hi, hallId, from, to }, now)
      const subject = { type: 'RatingFault', id: code }
      if (detected > 0) note({ subject, scopeKey: region?.scopeKey ?? 0, after: { detected } })
      return { detected }
    },
    'engine',
  )
}

const PERIOD = { 'zh-CN': `起止日期须为 1 至 ${MOST_DAYS} 天。`, en: `The period is 1 to ${MOST_DAYS} days.` }
