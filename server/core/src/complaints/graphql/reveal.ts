import { reasonOf } from '../../access/personal/graphql/reason.ts'
import { openFor } from '../../access/personal/open-for.ts'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem, problem, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import type { Complaints } from '../tables.ts'
import { mayLookInto } from './asked.ts'
import { reachedComplaint } from './take-step.ts'

const REVEALED = 'complaints.complainant.revealed'

/** Writes the mutation that shows a complainant in clear. */
export const defineRevealComplainant = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.reveal') }
  const Complainant = builder.objectRef<PersonalData>('ComplainantInClear').implement({
    access: authScopes,
    description: 'Who complained, in clear. Not to be kept.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Telephone; null when none was given.' }),
    }),
  })
  const Input = builder.inputType('RevealComplainantInput', {
    description: 'Whose data, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the complaint.' }),
      reason: t.string({
        required: true,
        description: 'Why, 5 to 200 characters; kept in the audit log. No names or numbers belong in it.',
      }),
    }),
  })
  builder.mutationField('revealComplainant', (t) =>
    t.field({
      type: resultOf(builder, 'RevealComplainant', authScopes, { complainant: Complainant }),
      description:
        'Gives who complained in clear, and writes who asked, when and why into the audit log. At most 30 within an hour. NOT_FOUND for an anonymous complaint, for all of the unit complained of, and outside of the own range.',
      authScopes,
      audit: REVEALED,
      args: { input: t.arg({ type: Input, required: true, description: 'Whose, and why.' }) },
      resolve: (_root, { input: { id, reason } }, context) =>
        answer(async () => {
          const why = reasonOf(reason)
          const { known } = await reachedComplaint(host, context, id)
          const mayKnow = await mayLookInto(host, known, context)
          const subject = isUuid(id) ? { type: 'Complaint', id } : null
          const request = { kind: 'REVEAL', action: REVEALED, reason: why, subject } as const
          const opened = await openFor(context, request, await host.clock.now(), async (trx, reach) => {
            const found = mayKnow ? await host.personal.reveal(trx, reach, 'COMPLAINANT', id) : null
            const notFound = problem('NOT_FOUND', { value: id }, ['input', 'id'])
            return found === null ? notFound : { value: found.data, scopeKey: found.scopeKey }
          })
          return isProblem(opened) ? opened : { complainant: opened }
        }),
    }),
  )
}
