import type { EnumRef } from '@pothos/core'
import type { Access } from '../../../graphql/access-option.ts'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { PersonalData, PersonalKind } from '../personal-data.ts'

const TYPES = {
  Applicant: {
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'Who applied for a matter 服务对象, masked.',
    name: 'Of a person the family name, `张*`; of an organisation the whole name.',
    idNumber: 'Its ends, `4301**********1234`; null when none was given.',
    phone: 'Its ends, `138****5678`; null when none was given.',
  },
  ApplicantInClear: {
    access: { permission: 'core.reveal' },
    description: 'Who applied for a matter 服务对象, in clear. Not to be kept.',
    name: 'Name.',
    idNumber: 'Identity number, other document or unified social credit code; null when none was given.',
    phone: 'Telephone; null when none was given.',
  },
} as const satisfies Record<
  string,
  { readonly access: Access } & Record<'description' | (keyof PersonalData & ('name' | 'idNumber' | 'phone')), string>
>

/** Writes `Applicant` or `ApplicantInClear`. What a resolver gives for the first is masked already. */
export const defineApplicant = (
  builder: Builder,
  type: keyof typeof TYPES,
  Kind: EnumRef<SchemaTypes, PersonalKind>,
) => {
  const { access, description, name, idNumber, phone } = TYPES[type]
  return builder.objectRef<PersonalData>(type).implement({
    access,
    description,
    fields: (t) => ({
      kind: t.expose('kind', { type: Kind, description: 'A person or an organisation.' }),
      name: t.exposeString('name', { description: name }),
      idNumber: t.exposeString('idNumber', { nullable: true, description: idNumber }),
      phone: t.exposeString('phone', { nullable: true, description: phone }),
    }),
  })
}
