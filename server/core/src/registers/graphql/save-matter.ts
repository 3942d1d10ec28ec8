import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { MATTER_KINDS } from '../tables.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveMatter`. */
export function defineSaveMatter(builder: Builder, host: RegistersHost): void {
  const Kind = builder.enumType('MatterKind', {
    description: 'How a matter is handled: see the field kind of Matter.',
    values: MATTER_KINDS,
  })
  const Input = builder.inputType('SaveMatterInput', {
    description: 'A matter to add or change. What is left out stays as it is.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Its code, 1 to 64 characters; a new one adds a matter.' }),
      baseCode: t.string({ description: 'The code of the basic list; null takes it away.' }),
      name: t.string({ description: 'The name in Chinese; needed for a new matter.' }),
      nameEn: t.string({ description: 'The name in English; null takes it away.' }),
      type: t.string({ description: 'Licence, public service …; needed for a new matter.' }),
      kind: t.field({ type: Kind, description: 'How it is handled; PROMISED unless told.' }),
      organisation: t.string({ description: 'The code of who decides; only the province may leave it out.' }),
      promised: t.field({
        type: 'LimitInput',
        description: 'The promised limit; above the statutory one of the same unit it is refused (clause 6.1-b).',
      }),
      statutory: t.field({ type: 'LimitInput', description: 'The statutory limit; null takes it away.' }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid.' }),
      validTo: t.field({
        type: 'Date',
        description: 'The day on which it is no longer valid; null takes the end back.',
      }),
    }),
  })
  builder.mutationField('saveMatter', (t) =>
    t.field({
      type: resultOf(builder, 'SaveMatter', { permission: 'core.administer' }, { matter: 'Matter' }),
      description: 'Adds a matter or changes it. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.matters.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The matter.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, kind: input.kind ?? undefined, validFrom: input.validFrom ?? undefined }
        const matter = await saveOne(host, context, 'matters', draft, ({ index }) =>
          index.matterByCode.get(input.code.trim()),
        )
        return isProblem(matter) ? matter : { matter }
      },
    }),
  )
}
