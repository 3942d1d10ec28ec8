import type { Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import type { StaffTable } from '../tables.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes `Staff`, the query `staff` and the mutation `saveStaff`: for administrators, since it names people. */
export function defineStaff(builder: Builder, host: RegistersHost): void {
  const { registers } = host
  const Staff = builder.objectRef<Selectable<StaffTable>>('Staff').implement({
    access: { permission: 'core.administer' },
    description: 'Somebody who works in a hall.',
    fields: (t) => ({
      id: t.id({ description: 'Stable for good.', resolve: (member) => String(member.id) }),
      code: t.exposeString('code', { description: 'The staff number in the hall.' }),
      name: t.exposeString('name', { description: 'The name.' }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation that sent them, when it is known.',
        resolve: async ({ organisationId }) =>
          organisationId === null ? null : (await registers.index()).organisationById.get(organisationId),
      }),
    }),
  })
  builder.queryField('staff', (t) =>
    t.field({
      type: [Staff],
      description: 'The staff of a hall by number; none for a hall that is unknown or out of range.',
      authScopes: { permission: 'core.administer' },
      args: { hall: t.arg.string({ required: true, description: 'The code of the hall.' }) },
      resolve: async (_root, { hall }, context) => {
        const found = (await registers.index()).hallByCode.get(hall)
        if (found === undefined) return []
        const reach = readerScope(context.principal)
        return context.read((trx) =>
          trx
            .selectFrom('core.staff')
            .selectAll()
            .where('hallId', '=', found.id)
            .where(withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' }))
            .orderBy('code')
            .execute(),
        )
      },
    }),
  )
  const Input = builder.inputType('SaveStaffInput', {
    description: 'A member of staff to add or change. What is left out stays as it is.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of the hall.' }),
      code: t.string({ required: true, description: 'The staff number in the hall; a new one adds a member.' }),
      name: t.string({ description: 'The name; needed for a new member.' }),
      organisation: t.string({ description: 'The code of the organisation that sent them.' }),
      validFrom: t.field({ type: 'Date', description: 'The first day on which it is valid.' }),
      validTo: t.field({ type: 'Date', description: 'The day on which it is no longer valid.' }),
    }),
  })
  builder.mutationField('saveStaff', (t) =>
    t.field({
      type: resultOf(builder, 'SaveStaff', { permission: 'core.administer' }, { hall: 'Hall' }),
      description: 'Adds a member of staff to a hall or changes one. Saving the same again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.staff.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The member of staff.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, validFrom: input.validFrom ?? undefined }
        const hall = await saveOne(host, context, 'staff', draft, ({ index }) =>
          index.hallByCode.get(input.hall.trim()),
        )
        return isProblem(hall) ? hall : { hall }
      },
    }),
  )
}
