import { answer, fault, readerScope, resultOf, type Builder, type Host, type RequestContext } from '@zhikong/core'
import type { Updateable } from 'kysely'
import { countFault } from '../handlers/keep-rating-fault.ts'
import { lockRatingFault, updateRatingFault } from '../queries/rating-fault.ts'
import { faultAfter, type RatingFaultStep } from '../rules/rating-faults.ts'
import type { Improvement, RatingFaultTable } from '../tables.ts'
import { askedBy, numberOf, wordsOf } from './asked.ts'

const ACTIONS = {
  CONFIRM: 'improvement.rating-fault.judged',
  DISMISS: 'improvement.rating-fault.judged',
  CORRECT: 'improvement.rating-fault.corrected',
  CLOSE: 'improvement.rating-fault.closed',
} as const satisfies Readonly<Record<RatingFaultStep, string>>

/** Writes how a fault is judged, corrected, and closed by somebody else (7-c). */
export const defineRatingFaultSteps = (builder: Builder, host: Host<Improvement>): void => {
  defineJudge(builder, host)
  defineOne(builder, host, {
    name: 'correctRatingFault',
    title: 'CorrectRatingFault',
    step: 'CORRECT',
    description: 'Says what was corrected of a fault that was judged one.',
  })
  defineOne(builder, host, {
    name: 'closeRatingFault',
    title: 'CloseRatingFault',
    step: 'CLOSE',
    description: 'Closes a fault that was corrected: somebody else than who corrected it.',
  })
}

const defineJudge = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType('JudgeRatingFaultInput', {
    description: 'What is judged.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the fault.' }),
      confirm: t.boolean({ required: true, description: 'It is a fault, or it is none.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('judgeRatingFault', (t) =>
    t.field({
      type: resultOf(builder, 'JudgeRatingFault', authScopes, { id: 'ID' }),
      description: 'Judges whether what was found is a fault.',
      authScopes,
      audit: ACTIONS.CONFIRM,
      args: { input: t.arg({ type: Input, required: true, description: 'What is judged.' }) },
      resolve: (_root, { input: { id, confirm, words } }, context) =>
        answer(async () => take(host, context, { id, words, step: confirm ? 'CONFIRM' : 'DISMISS' })),
    }),
  )
}

type One = {
  readonly name: 'correctRatingFault' | 'closeRatingFault'
  readonly title: 'CorrectRatingFault' | 'CloseRatingFault'
  readonly step: 'CORRECT' | 'CLOSE'
  readonly description: string
}

const defineOne = (builder: Builder, host: Host<Improvement>, { name, title, step, description }: One): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType(`${title}Input`, {
    description: 'Which fault, and what is said.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the fault.' }),
      words: t.string({ required: true, description: 'What is said; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: resultOf(builder, title, authScopes, { id: 'ID' }),
      description,
      authScopes,
      audit: ACTIONS[step],
      args: { input: t.arg({ type: Input, required: true, description: 'Which fault, and what is said.' }) },
      resolve: (_root, { input: { id, words } }, context) =>
        answer(async () => take(host, context, { id, words, step })),
    }),
  )
}

type Wanted = { readonly id: string; readonly words: string; readonly step: RatingFaultStep }

const take = async (
  host: Host<Improvement>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, words: said, step }: Wanted,
) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(said, 'words')
  const now = await host.clock.now()
  return host.change(
    context,
    ACTIONS[step],
    async (trx, note) => {
      const row = await lockRatingFault(trx, readerScope(principal), numberOf(id, 'id'))
      if (row === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      const state = faultAfter(row.state, step, principal.id, row.correctedById)
      if (state === null) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
      await updateRatingFault(trx, row.id, { ...written(step, words, principal, now), state })
      if (state === 'CLOSED' || state === 'DISMISSED') await countFault(host, trx, row, 'rating-faults-settled')
      const subject = { type: 'RatingFault', id }
      note({ subject, scopeKey: row.scopeKey, before: { state: row.state }, after: { state }, reason: words })
      return { id }
    },
    'engine',
  )
}

const written = (
  step: RatingFaultStep,
  words: string,
  { id, name }: { readonly id: string; readonly name: string },
  now: Date,
): Updateable<RatingFaultTable> => {
  if (step === 'CORRECT') return { correctedAt: now, correctedById: id, correctedBy: name, correction: words }
  if (step === 'CLOSE') return { closedAt: now, closedById: id, closedBy: name }
  return { judgedAt: now, judgedById: id, judgedBy: name, reason: words }
}

const NOT_OPEN = {
  'zh-CN': '当前状态不能办理此步骤；纠正后须由他人办结。',
  en: 'This is not open in its present state; somebody else than who corrected it closes it.',
}
