import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { ORGANISATION_KINDS } from '../tables.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveOrganisation`. */
export function defineSaveOrganisation(builder: Builder, host: RegistersHost): void {
  const Kind = builder.enumType('OrganisationKind', {
    description: 'What an organisation is: a department, the authority over halls, who runs a hall, or another.',
    values: ORGANISATION_KINDS,
  })
  const Input = builder.inputType('SaveOrganisationInput', {
    description: 'An organisation to add or change. What is left out stays as it is.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Its code, 1 to 64 characters; a new one adds an organisation.' }),
      name: t.string({ description: 'The name in Chinese; needed for a new one.' }),
      nameEn: t.string({ description: 'The name in English; null takes it away.' }),
      region: t.field({ type: 'RegionCode', description: 'The region to which it belongs; needed for a new one.' }),
      kind: t.field({ type: Kind, description: 'What it is; DEPARTMENT unless told.' }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid.' }),
      validTo: t.field({
        type: 'Date',
        description: 'The day on which it is no longer valid; null takes the end back.',
      }),
    }),
  })
  builder.mutationField('saveOrganisation', (t) =>
    t.field({
      type: resultOf(builder, 'SaveOrganisation', { permission: 'core.administer' }, { organisation: 'Organisation' }),
      description: 'Adds an organisation or changes it. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.organisations.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The organisation.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, kind: input.kind ?? undefined, validFrom: input.validFrom ?? undefined }
        const organisation = await saveOne(host, context, 'organisations', draft, ({ index }) =>
          index.organisationByCode.get(input.code.trim()),
        )
        return isProblem(organisation) ? organisation : { organisation }
      },
    }),
  )
}
