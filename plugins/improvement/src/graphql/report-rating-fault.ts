import { answer, fault, invalid, readerScope, reaches, resultOf, type Builder, type Host } from '@zhikong/core'
import { keepRatingFault } from '../handlers/keep-rating-fault.ts'
import type { Improvement } from '../tables.ts'
import { askedBy, wordsOf } from './asked.ts'
import type { Enums } from './enums.ts'

const DETECTED = 'improvement.rating-fault.detected'

/** Writes how somebody reports a fault that no detector saw (7-c). */
export const defineReportRatingFault = (builder: Builder, host: Host<Improvement>, { FaultKind }: Enums): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType('ReportRatingFaultInput', {
    description: 'What is wrong, where and when.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of the hall.' }),
      kind: t.field({ type: FaultKind, required: true, description: 'What is wrong.' }),
      from: t.field({ type: 'Date', required: true, description: 'The first day in which it was seen.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last.' }),
      part: t.int({ required: true, description: 'How many ratings show it.' }),
      whole: t.int({ required: true, description: 'Of how many.' }),
      words: t.string({ required: true, description: 'What was seen; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('reportRatingFault', (t) =>
    t.field({
      type: resultOf(builder, 'ReportRatingFault', authScopes, { id: 'ID' }),
      description: 'Reports a fault in the gathering of ratings, once for a hall, kind and period.',
      authScopes,
      audit: DETECTED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is wrong, where and when.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const words = wordsOf(input.words, 'words')
          const { kind, part, whole, from: fromDay, to: toDay } = input
          if (toDay <= fromDay || part < 0 || whole < 0) throw invalid(PERIOD, ['input', 'to'])
          const hall = (await host.registers()).index.hallByCode.get(input.hall)
          if (hall === undefined || !reaches(readerScope(principal), { ...hall, hallId: hall.id })) {
            throw fault('NOT_FOUND', { value: input.hall }, ['input', 'hall'])
          }
          const now = await host.clock.now()
          return host.change(
            context,
            DETECTED,
            async (trx, note) => {
              const place = { ...hall, hallId: hall.id }
              const seen = { kind, part, whole, fromDay, toDay, words, place }
              const row = await keepRatingFault(host, trx, seen, principal, now)
              if (row === undefined) throw fault('CONFLICT', { detail: KNOWN }, ['input', 'kind'])
              const id = String(row.id)
              note({ subject: { type: 'RatingFault', id }, scopeKey: row.scopeKey, after: { kind, state: row.state } })
              return { id }
            },
            'engine',
          )
        }),
    }),
  )
}

const PERIOD = { 'zh-CN': '起止日期或数量有误。', en: 'The days or numbers cannot be.' }
const KNOWN = { 'zh-CN': '该问题已登记。', en: 'This fault is known already.' }
