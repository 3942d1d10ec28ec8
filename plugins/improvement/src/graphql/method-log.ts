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
} from '@zhikong/core'
import {
  countMethodChanges,
  insertMethodChange,
  selectMethodChanges,
  writeMethodEffect,
  type MethodChangeRow,
} from '../queries/method-change.ts'
import { cursorOf, seenOf } from '../queries/page.ts'
import type { Improvement } from '../tables.ts'
import { askedBy, numberOf, wordsOf } from './asked.ts'
import { placeFields } from './place-fields.ts'

const RECORDED = 'improvement.method-change.recorded'
const ASSESSED = 'improvement.method-change.assessed'

/** Writes the log of changes in the way ratings are gathered, with reason and effect (7-c). */
export const defineMethodLog = (builder: Builder, host: Host<Improvement>): void => {
  defineList(builder, host)
  defineRecord(builder, host)
  defineAssess(builder, host)
}

const defineList = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const place = placeFields(host)
  const MethodChange = builder.objectRef<MethodChangeRow>('MethodChange').implement({
    access: authScopes,
    description: 'A change of the way ratings are gathered.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      region: t.field({ type: 'Region', description: 'Where it holds.', resolve: place.region }),
      title: t.exposeString('title', { description: 'Its name.' }),
      change: t.exposeString('change', { description: 'What is done otherwise.' }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      inForceOn: t.expose('inForceOn', { type: 'Date', description: 'From which day on.' }),
      recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When it was written down.' }),
      recordedBy: t.exposeString('recordedBy', { description: 'By whom.' }),
      effect: t.exposeString('effect', { nullable: true, description: 'What it came to.' }),
      effectAt: t.expose('effectAt', { type: 'DateTime', nullable: true, description: 'When that was written down.' }),
      effectBy: t.exposeString('effectBy', { nullable: true, description: 'By whom.' }),
    }),
  })
  const Connection = connectionOf(builder, 'MethodChange', MethodChange, authScopes)
  builder.queryField('methodChanges', (t) =>
    t.field({
      type: Connection,
      description: 'Changes of method of a region, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seenOf(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectMethodChanges(trx, reach, page)
            const total = await countMethodChanges(trx, reach)
            return pageOf(rows, { first: size, after, total, cursorOf: ({ id }) => cursorOf(id) })
          },
          within,
        )
      },
    }),
  )
}

const defineRecord = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType('RecordMethodChangeInput', {
    description: 'What is changed, and why.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region in which it holds.' }),
      title: t.string({ required: true, description: 'Its name.' }),
      change: t.string({ required: true, description: 'What is done otherwise; at most 2,000 characters.' }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
      inForceOn: t.field({ type: 'Date', required: true, description: 'From which day on.' }),
    }),
  })
  builder.mutationField('recordMethodChange', (t) =>
    t.field({
      type: resultOf(builder, 'RecordMethodChange', authScopes, { id: 'ID' }),
      description: 'Writes down a change of the way ratings are gathered.',
      authScopes,
      audit: RECORDED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is changed, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const region = (await host.registers()).tree.byCode(input.region)
          const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
          readerScope(principal, range, input.region, ['input', 'region'])
          const [title, change] = [wordsOf(input.title, 'title'), wordsOf(input.change, 'change')]
          const reason = wordsOf(input.reason, 'reason')
          const { id: regionId, areaCode, scopeKey } = region ?? { id: 0, areaCode: 0, scopeKey: 0 }
          const { organisationId, hallId } = principal
          const recorded = {
            recordedById: principal.id,
            recordedBy: principal.name,
            recordedAt: await host.clock.now(),
          }
          const said = { title, change, reason, inForceOn: input.inForceOn }
          return host.change(
            context,
            RECORDED,
            async (trx, note) => {
              const place = { regionId, areaCode, scopeKey, organisationId, hallId }
              const id = String(await insertMethodChange(trx, { ...place, ...recorded, ...said }))
              note({ subject: { type: 'MethodChange', id }, scopeKey, after: { title }, reason })
              return { id }
            },
            'engine',
          )
        }),
    }),
  )
}

const defineAssess = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.monitor') }
  const Input = builder.inputType('AssessMethodChangeInput', {
    description: 'What a change came to.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The number of the change.' }),
      effect: t.string({ required: true, description: 'What it came to; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('assessMethodChange', (t) =>
    t.field({
      type: resultOf(builder, 'AssessMethodChange', authScopes, { id: 'ID' }),
      description: 'Writes down what a change of method came to, once.',
      authScopes,
      audit: ASSESSED,
      args: { input: t.arg({ type: Input, required: true, description: 'What a change came to.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const effect = wordsOf(input.effect, 'effect')
          const written = { effect, effectAt: await host.clock.now(), effectBy: principal.name }
          const id = numberOf(input.id, 'id')
          return host.change(
            context,
            ASSESSED,
            async (trx, note) => {
              const row = await writeMethodEffect(trx, readerScope(principal), id, written)
              if (row === undefined) throw fault('NOT_FOUND', { value: input.id }, ['input', 'id'])
              if (row === null) throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
              note({ subject: { type: 'MethodChange', id: input.id }, scopeKey: row.scopeKey, after: { effect } })
              return { id: input.id }
            },
            'engine',
          )
        }),
    }),
  )
}

const TWICE = { 'zh-CN': '效果已填写。', en: 'What it came to was written down already.' }
