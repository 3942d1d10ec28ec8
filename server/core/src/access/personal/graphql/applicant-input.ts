import type { EnumRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { PersonalKind } from '../personal-data.ts'

/** Writes `ApplicantInput`. */
export const defineApplicantInput = (builder: Builder, Kind: EnumRef<SchemaTypes, PersonalKind>) =>
  builder.inputType('ApplicantInput', {
    description: 'Who applied for a matter 服务对象. Kept sealed, shown masked.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name, at most 200 characters.' }),
      kind: t.field({ type: Kind, defaultValue: 'PERSON', description: 'A person, unless told.' }),
      idNumber: t.string({
        description:
          'Of a person the identity number or another document, of an organisation its unified social credit code; at most 40 characters. Of 18 characters the check digit must be right (GB 11643, GB 32100).',
      }),
      phone: t.string({ description: 'Telephone, 5 to 20 digits; +86, blanks and hyphens do not matter.' }),
    }),
  })
