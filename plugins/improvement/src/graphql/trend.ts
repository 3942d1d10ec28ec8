import {
  answer,
  connectionOf,
  fault,
  pageOf,
  pageSize,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type RequestContext,
} from '@zhikong/core'
import { limitsOf } from '../handlers/begin-round.ts'
import { assign, openRectification } from '../handlers/open-rectification.ts'
import { cursorOf, seenOf } from '../queries/page.ts'
import { countTrends, judgeTrend, lockTrend, selectTrends, type TrendRow } from '../queries/trend.ts'
import type { Improvement } from '../tables.ts'
import { askedBy, numberOf, wordsOf } from './asked.ts'
import type { Enums } from './enums.ts'
import { placeFields } from './place-fields.ts'

const JUDGED = 'improvement.trend.judged'

/** Writes trends, and how somebody judges one: confirmed, it opens a systemic rectification (7-b). */
export const defineTrends = (builder: Builder, host: Host<Improvement>, enums: Enums): void => {
  defineList(builder, host, enums)
  const authScopes = { permission: host.permission('improvement.assign') }
  const Input = builder.inputType('JudgeTrendInput', {
    description: 'What is judged of it.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the trend.' }),
      confirm: t.boolean({ required: true, description: 'Confirm it, or dismiss it.' }),
      reason: t.string({ required: true, description: 'Why, and what is to be repaired; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('judgeTrend', (t) =>
    t.field({
      type: resultOf(builder, 'JudgeTrend', authScopes, { id: 'ID' }),
      description: 'Confirms a trend, which opens a systemic rectification of its region, or dismisses it.',
      authScopes,
      audit: JUDGED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is judged of it.' }) },
      resolve: (_root, { input }, context) => answer(async () => judge(host, context, input)),
    }),
  )
}

type Judging = { readonly id: string; readonly confirm: boolean; readonly reason: string }

const judge = async (
  host: Host<Improvement>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, confirm, reason: said }: Judging,
) => {
  const principal = askedBy(context.principal)
  const reason = wordsOf(said, 'reason')
  const now = await host.clock.now()
  return host.change(
    context,
    JUDGED,
    async (trx, note) => {
      const trend = await lockTrend(trx, readerScope(principal), numberOf(id, 'id'))
      if (trend === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      if (trend.state !== 'PROPOSED') throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
      const state = confirm ? 'CONFIRMED' : 'DISMISSED'
      await judgeTrend(trx, trend.id, {
        state,
        judgedAt: now,
        judgedById: principal.id,
        judgedBy: principal.name,
        reason,
      })
      if (confirm) {
        const found = { type: trend.findingType, cause: trend.cause, severity: 'SERIOUS', title: reason } as const
        const whole = { ...found, origin: { trendId: trend.id }, foundAt: now, place: trend }
        const row = await openRectification(host, trx, whole, now)
        const limits = await limitsOf(host, trx, trend)
        if (row !== undefined) await assign(host, trx, row, { actor: principal, requirement: reason, now, limits })
      }
      note({
        subject: { type: 'Trend', id },
        scopeKey: trend.scopeKey,
        before: { state: 'PROPOSED' },
        after: { state },
        reason,
      })
      return { id }
    },
    'engine',
  )
}

const defineList = (builder: Builder, host: Host<Improvement>, { TrendState }: Enums): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const place = placeFields(host)
  const Trend = builder.objectRef<TrendRow>('Trend').implement({
    access: authScopes,
    description: 'The same type and cause at several units of a region.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      region: t.field({ type: 'Region', description: 'The region that shows it.', resolve: place.region }),
      findingType: t.exposeString('findingType', { description: 'The declared type of the findings.' }),
      cause: t.exposeString('cause', { description: 'The code of their cause.' }),
      units: t.exposeInt('units', { description: 'At how many units.' }),
      findings: t.exposeInt('findings', { description: 'How many findings.' }),
      since: t.expose('since', { type: 'DateTime', description: 'Since when was counted.' }),
      proposedAt: t.expose('proposedAt', { type: 'DateTime', description: 'When it was seen.' }),
      state: t.expose('state', { type: TrendState, description: 'What was judged.' }),
      judgedBy: t.exposeString('judgedBy', { nullable: true, description: 'Who judged.' }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
    }),
  })
  const Connection = connectionOf(builder, 'Trend', Trend, authScopes)
  builder.queryField('trends', (t) =>
    t.field({
      type: Connection,
      description: 'Trends of a region, the newest first; none for who is bound to an organisation or hall.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: TrendState, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seenOf(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectTrends(trx, reach, state, page)
            const total = await countTrends(trx, reach, state)
            return pageOf(rows, { first: size, after, total, cursorOf: ({ id }) => cursorOf(id) })
          },
          within,
        )
      },
    }),
  )
}

const TWICE = { 'zh-CN': '该趋势已研判。', en: 'This trend was judged already.' }
