import type { CaseServices } from '../../cases/graphql/case-types.ts'
import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { wholeWithin } from '../../registers/graphql/within.ts'
import { mayWith, written } from './handling.ts'
import type { SilenceDraft } from '../silences/save-silence.ts'
import { changeSilence, endSilence, makeSilence } from '../silences/save-silence.ts'
import type { defineSilenceType } from './silence-type.ts'
import { viewSilences } from './silence-type.ts'
import { asker } from './step-outcome.ts'

type SilenceRef = ReturnType<typeof defineSilenceType>

const READ = { permission: 'core.read' } as const

/** Writes the mutations `saveSilence` and `endSilence`. */
export const defineSavingSilences = (builder: Builder, services: CaseServices, Silence: SilenceRef): void => {
  defineSave(builder, services, Silence)
  defineEnd(builder, services, Silence)
}

const defineSave = (builder: Builder, services: CaseServices, Silence: SilenceRef): void => {
  const Input = builder.inputType('SaveSilenceInput', {
    description: 'A silence to make, or to change.',
    fields: (t) => ({
      id: t.id({ description: 'The id of one that holds: its reason and end are changed. Without, one is made.' }),
      region: t.field({ type: 'RegionCode', description: 'For a new one: the region with all within it.' }),
      hall: t.string({ description: 'For a new one: the code of the only hall that it is about.' }),
      organisation: t.string({ description: 'For a new one: the code of the only organisation that it is about.' }),
      clock: t.string({ description: 'For a new one: the only clock that it is about, e.g. `case`.' }),
      reason: t.string({ required: true, description: 'Why, 2 to 2,000 characters.' }),
      endsAt: t.field({
        type: 'DateTime',
        required: true,
        description: 'When it ends: within 30 days of its making, also when it is changed.',
      }),
    }),
  })
  builder.mutationField('saveSilence', (t) =>
    t.field({
      type: resultOf(builder, 'SaveSilence', READ, { silence: Silence }),
      description:
        'Makes a silence: until it ends no messages about these alerts are sent. Alerts are raised, escalated and shown all the same. Needs core.read and core.decide.',
      authScopes: READ,
      audit: 'core.silence.saved',
      args: { input: t.arg({ type: Input, required: true, description: 'The silence.' }) },
      resolve: async (_root, { input }, context) => {
        mayWith('core.decide', context)
        return answer(async () => {
          const maker = await makerOf(services, context)
          const [reason, { endsAt, id }] = [written(input.reason, 'reason'), input]
          const draft = id == null ? await draftOf(services, context, { ...input, reason }) : null
          const saved = await context.change('core.silence.saved', (trx, note) =>
            draft === null
              ? changeSilence(trx, note, { id: id ?? '', reason, endsAt }, maker)
              : makeSilence(trx, note, draft, maker),
          )
          return { silence: await shown(services, saved) }
        })
      },
    }),
  )
}

const defineEnd = (builder: Builder, services: CaseServices, Silence: SilenceRef): void => {
  const Input = builder.inputType('EndSilenceInput', {
    description: 'A silence to end.',
    fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
  })
  builder.mutationField('endSilence', (t) =>
    t.field({
      type: resultOf(builder, 'EndSilence', READ, { silence: Silence }),
      description: 'Ends a silence before its time. Needs core.read and core.decide.',
      authScopes: READ,
      audit: 'core.silence.ended',
      args: { input: t.arg({ type: Input, required: true, description: 'Which one.' }) },
      resolve: async (_root, { input: { id } }, context) => {
        mayWith('core.decide', context)
        return answer(async () => {
          const maker = await makerOf(services, context)
          const ended = await context.change('core.silence.ended', (trx, note) => endSilence(trx, note, id, maker))
          return { silence: await shown(services, ended) }
        })
      },
    }),
  )
}

const shown = async (services: CaseServices, silence: Parameters<typeof viewSilences>[1][number]) => {
  const [view] = await viewSilences(services, [silence])
  if (view === undefined) throw new Error('A silence that was saved is not shown')
  return view
}

const makerOf = async ({ clock }: CaseServices, context: RequestContext) => {
  const principal = asker(context)
  return { name: principal.name, reach: readerScope(principal), now: await clock.now() }
}

type Named = {
  readonly region?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly clock?: string | null | undefined
  readonly reason: string
  readonly endsAt: Date
}

/** What a new silence is about. @throws NOT_FOUND for what is unknown or out of range, INVALID_INPUT without a region */
const draftOf = async (
  { registers, declarations }: CaseServices,
  context: RequestContext,
  { region: code, hall, organisation, clock, reason, endsAt }: Named,
): Promise<SilenceDraft> => {
  if (code == null) throw invalid({ 'zh-CN': '请指定区域。', en: 'Name the region.' }, ['input', 'region'])
  const { tree, index } = await registers.snapshot()
  const region = wholeWithin(tree, asker(context), code)
  if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
  const placed = <Row extends { readonly scopeKey: number; readonly id: number }>(
    row: Row | undefined,
    range: { readonly lo: number; readonly hi: number },
    named: string,
    field: string,
  ): number => {
    if (row !== undefined && row.scopeKey >= range.lo && row.scopeKey < range.hi) return row.id
    throw fault('NOT_FOUND', { value: named }, ['input', field])
  }
  const within = { lo: region.scopeKey, hi: region.scopeEnd }
  const clocks = [...declarations.clocks, ...declarations.subjectClocks]
  if (clock != null && !clocks.some(({ code: known }) => known === clock)) {
    throw fault('NOT_FOUND', { value: clock }, ['input', 'clock'])
  }
  return {
    regionId: region.id,
    scopeKey: region.scopeKey,
    scopeEnd: region.scopeEnd,
    hallId: hall == null ? null : placed(index.hallByCode.get(hall), within, hall, 'hall'),
    organisationId:
      organisation == null
        ? null
        : placed(index.organisationByCode.get(organisation), asker(context), organisation, 'organisation'),
    clock: clock ?? null,
    reason,
    endsAt,
  }
}
