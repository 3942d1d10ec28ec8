import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { WINDOW_KINDS } from '../tables.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveWindow`. */
export function defineSaveWindow(builder: Builder, host: RegistersHost): void {
  const Kind = builder.enumType('WindowKind', {
    description: 'What a window is for: see the field kind of Window.',
    values: WINDOW_KINDS,
  })
  const Input = builder.inputType('SaveWindowInput', {
    description: 'A window to add or change. What is left out stays as it is.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of its hall.' }),
      code: t.string({
        required: true,
        description: 'Its code in the hall, 1 to 64 characters; a new one adds a window.',
      }),
      name: t.string({ description: 'The name in Chinese; needed for a new window.' }),
      kind: t.field({ type: Kind, description: 'What it is for; COMPREHENSIVE unless told.' }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid.' }),
      validTo: t.field({
        type: 'Date',
        description: 'The day on which it is no longer valid; null takes the end back.',
      }),
    }),
  })
  builder.mutationField('saveWindow', (t) =>
    t.field({
      type: resultOf(builder, 'SaveWindow', { permission: 'core.administer' }, { window: 'Window' }),
      description: 'Adds a window or changes it. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.windows.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The window.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, kind: input.kind ?? undefined, validFrom: input.validFrom ?? undefined }
        const window = await saveOne(host, context, 'windows', draft, ({ index }) => {
          const hall = index.hallByCode.get(input.hall.trim())
          return hall && index.windowOf(hall.id, input.code.trim())
        })
        return isProblem(window) ? window : { window }
      },
    }),
  )
}
