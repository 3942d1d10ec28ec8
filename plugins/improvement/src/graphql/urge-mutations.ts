import {
  answer,
  fault,
  isUuid,
  readerScope,
  resultOf,
  type Builder,
  type Host,
  type RequestContext,
} from '@zhikong/core'
import { count, receiveUrge } from '../handlers/receive-urge.ts'
import { titleOf } from '../handlers/run-clocks.ts'
import { answerUrge, lockUrge } from '../queries/urge.ts'
import { isOpen } from '../rules/rectification.ts'
import type { Improvement } from '../tables.ts'
import { askedBy, wordsOf } from './asked.ts'
import { lockWithin } from './take-step.ts'

const URGED = 'improvement.rectification.urged'
const ANSWERED = 'improvement.urge.answered'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes how an authority urges a unit, and how urges are answered (7-d). */
export const defineUrgeMutations = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.supervise') }
  const Input = builder.inputType('UrgeRectificationInput', {
    description: 'What is urged.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      words: t.string({ required: true, description: 'What is said to the unit; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('urgeRectification', (t) =>
    t.field({
      type: resultOf(builder, 'UrgeRectification', authScopes, { id: 'ID' }),
      description: 'Urges the unit of an open rectification, which is to answer within a limit.',
      authScopes,
      audit: URGED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is urged.' }) },
      resolve: (_root, { input }, context) => answer(async () => urge(host, context, input)),
    }),
  )
  defineAnswer(builder, host)
}

type Said = { readonly id: string; readonly words: string }

const urge = async (host: Host<Improvement>, context: Context, { id, words: said }: Said) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(said, 'words')
  const now = await host.clock.now()
  return host.change(
    context,
    URGED,
    async (trx, note) => {
      const row = await lockWithin(trx, principal, id)
      if (!isOpen(row.state)) throw fault('CONFLICT', { detail: ENDED }, ['input', 'id'])
      const subject = { subject: 'RECTIFICATION', subjectId: row.id, number: titleOf(row), ground: 'SLOW' } as const
      await receiveUrge(host, trx, { ...subject, place: row, by: principal, words }, now)
      note({ subject: { type: 'Rectification', id: row.id }, scopeKey: row.scopeKey, after: { urged: words } })
      return { id: row.id }
    },
    'engine',
  )
}

const defineAnswer = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.rectify') }
  const Input = builder.inputType('AnswerUrgeInput', {
    description: 'What is answered.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the urge.' }),
      words: t.string({
        required: true,
        description: 'The answer, which a citizen reads too; at most 2,000 characters.',
      }),
    }),
  })
  builder.mutationField('answerUrge', (t) =>
    t.field({
      type: resultOf(builder, 'AnswerUrge', authScopes, { id: 'ID' }),
      description: 'Answers an urge, once: somebody else than who urged.',
      authScopes,
      audit: ANSWERED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is answered.' }) },
      resolve: (_root, { input }, context) => answer(async () => answerOne(host, context, input)),
    }),
  )
}

const answerOne = async (host: Host<Improvement>, context: Context, { id, words: said }: Said) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(said, 'words')
  const now = await host.clock.now()
  return host.change(
    context,
    ANSWERED,
    async (trx, note) => {
      const row = isUuid(id) ? await lockUrge(trx, readerScope(principal), id) : undefined
      if (row === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      if (row.answeredAt !== null) throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
      if (row.urgedById === principal.id) throw fault('FORBIDDEN', { detail: ANOTHER }, ['input', 'id'])
      const by = { answeredAt: now, answeredById: principal.id, answeredBy: principal.name }
      await answerUrge(trx, row.id, { ...by, answer: words })
      await host.clocks.close(trx, { clock: 'urge-answer', id: row.id }, now)
      if (now <= row.due) await count(host, trx, row, 'urges-answered-in-time')
      const told = { urgeId: row.id, at: now.toISOString(), subject: row.subject, subjectId: row.subjectId }
      await host.emit(trx, ANSWERED, told, row)
      note({ subject: { type: 'Urge', id: row.id }, scopeKey: row.scopeKey, after: { answered: true } })
      return { id: row.id }
    },
    'engine',
  )
}

const ENDED = { 'zh-CN': '该整改已结束，无需督促。', en: 'This rectification has ended: there is nothing to urge.' }
const TWICE = { 'zh-CN': '该督促已答复。', en: 'This urge was answered already.' }
const ANOTHER = { 'zh-CN': '督促须由他人答复。', en: 'Somebody else than who urged answers.' }
