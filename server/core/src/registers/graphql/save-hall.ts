import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveHall`. */
export function defineSaveHall(builder: Builder, host: RegistersHost): void {
  const Input = builder.inputType('SaveHallInput', {
    description: 'A hall to add or change. What is left out stays as it is.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Its code, 1 to 64 characters; a new one adds a hall.' }),
      name: t.string({ description: 'The name in Chinese; needed for a new hall.' }),
      nameEn: t.string({ description: 'The name in English; null takes it away.' }),
      region: t.field({ type: 'RegionCode', description: 'The region of its seat; needed for a new hall.' }),
      serves: t.field({ type: ['RegionCode'], description: 'All regions that it serves beside that of its seat.' }),
      hours: t.string({
        description:
          'When it is open: days of the week from 1, Monday, then spans, as `1-5 09:00-12:00 13:00-17:00; 6 09:00-12:00`; null takes it away. It moves no limit.',
      }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid.' }),
      validTo: t.field({
        type: 'Date',
        description: 'The day on which it is no longer valid; null takes the end back.',
      }),
    }),
  })
  builder.mutationField('saveHall', (t) =>
    t.field({
      type: resultOf(builder, 'SaveHall', { permission: 'core.administer' }, { hall: 'Hall' }),
      description: 'Adds a hall or changes it. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.halls.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The hall.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, validFrom: input.validFrom ?? undefined }
        const hall = await saveOne(host, context, 'halls', draft, ({ index }) =>
          index.hallByCode.get(input.code.trim()),
        )
        return isProblem(hall) ? hall : { hall }
      },
    }),
  )
}
