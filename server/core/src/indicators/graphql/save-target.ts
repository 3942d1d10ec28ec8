import type { CoreServices } from '../../core-services.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { wholeWithin } from '../../registers/graphql/within.ts'
import { saveTarget } from '../targets.ts'
import type { defineIndicator } from './indicator.ts'

const SAVED = 'core.target.saved'
const MOST = 1_000_000_000

/** Writes the mutation `saveTarget`: what an authority asks of its own region and all within it. */
export const defineSaveTarget = (
  builder: Builder,
  { registers, declarations }: CoreServices,
  types: ReturnType<typeof defineIndicator>,
): void => {
  const SaveTargetInput = builder.inputType('SaveTargetInput', {
    description:
      'A target from a day on. The nearest region that sets one wins; the one before stays for the days before.',
    fields: (t) => ({
      indicator: t.string({ required: true, description: 'The code of the indicator.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      validFrom: t.field({ type: 'Date', required: true, description: 'The first day on which it holds.' }),
      comparator: t.field({ type: types.Comparator, required: true, description: 'How figures are held against it.' }),
      value: t.float({ required: true, description: 'The target in the unit of the indicator (percent: 100).' }),
    }),
  })
  builder.mutationField('saveTarget', (t) =>
    t.field({
      type: resultOf(builder, 'SaveTarget', { permission: 'core.administer' }, { indicator: types.Indicator }),
      description: 'Sets the target of an indicator for a region; the same call again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED,
      args: { input: t.arg({ type: SaveTargetInput, required: true, description: 'The target.' }) },
      resolve: (_root, { input }, { principal, change }) =>
        answer(async () => {
          const indicator = declarations.indicators.find(({ code }) => code === input.indicator)
          if (indicator === undefined)
            throw fault('UNKNOWN_INDICATOR', { value: input.indicator }, ['input', 'indicator'])
          const region = wholeWithin(await registers.tree(), principal, input.region)
          if (region === undefined) throw fault('NOT_FOUND', { value: input.region }, ['input', 'region'])
          const { value, comparator, validFrom } = input
          const most = indicator.unit === 'PERCENT' ? 100 : MOST
          if (!(value >= 0 && value <= most)) {
            throw invalid({ 'zh-CN': `目标须在 0 到 ${most} 之间。`, en: `A target lies between 0 and ${most}.` }, [
              'input',
              'value',
            ])
          }
          const place = { indicator: indicator.code, regionId: region.id, validFrom }
          const subject = { type: 'Target', id: `${indicator.code} ${region.code} ${validFrom}` }
          await change(SAVED, async (trx, note) => {
            const before = (await saveTarget(trx, place, { comparator, value })) ?? null
            note({ subject, scopeKey: region.scopeKey, before, after: { comparator, value } })
          })
          return { indicator }
        }),
    }),
  )
}
