import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveRegion`. */
export function defineSaveRegion(builder: Builder, host: RegistersHost): void {
  const Input = builder.inputType('SaveRegionInput', {
    description: 'A region to add, rename or end. What is left out stays as it is.',
    fields: (t) => ({
      code: t.field({ type: 'RegionCode', required: true, description: 'Its code; a new one adds a region.' }),
      name: t.string({
        description: 'The name in Chinese; needed for a new region. The former name is kept as history.',
      }),
      nameEn: t.string({ description: 'The name in English; the reading of the name unless told.' }),
      kind: t.field({ type: 'RegionKind', description: 'What it is beside its level; ORDINARY unless told.' }),
      level: t.field({ type: 'Level', description: 'Its level; what the code says unless told. Fixed once added.' }),
      parent: t.field({
        type: 'RegionCode',
        description: 'The region right above; what the code says unless told. Fixed once added.',
      }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid; today for a new region.' }),
      validTo: t.field({
        type: 'Date',
        description: 'The day on which it is no longer valid; null takes the end back.',
      }),
    }),
  })
  builder.mutationField('saveRegion', (t) =>
    t.field({
      type: resultOf(builder, 'SaveRegion', { permission: 'core.administer' }, { region: 'Region' }),
      description: 'Adds a region, renames it or ends its validity. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.regions.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The region.' }) },
      resolve: async (_root, { input }, context) => {
        const { kind, level, validFrom, ...rest } = input
        const draft = { ...rest, kind: kind ?? undefined, level: level ?? undefined, validFrom: validFrom ?? undefined }
        const region = await saveOne(host, context, 'regions', draft, ({ tree }) => tree.byCode(input.code))
        return isProblem(region) ? region : { region }
      },
    }),
  )
}
