import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { lockComplaint } from '../queries/complaint.ts'
import { releaseComplaint } from '../release.ts'
import type { Complaints } from '../tables.ts'
import { personOf, wordsOf } from './asked.ts'
import { reachedComplaint, refusal } from './take-step.ts'

const RELEASED = 'complaints.complaint.released'

/** Writes the mutation that tells a sealed complaint to its unit. */
export const defineReleaseComplaint = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.seal') }
  const Input = builder.inputType('ReleaseComplaintInput', {
    description: 'Which sealed complaint, and what its unit may know.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      summary: t.string({
        required: true,
        description: 'What its unit reads in place of all words: nothing by which the complainant is known.',
      }),
    }),
  })
  builder.mutationField('releaseComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'ReleaseComplaint', authScopes, { id: 'ID' }),
      description:
        'Tells a sealed complaint that is closed to its unit: it is one of the others from then on, counts on this day and raises its finding. Who it comes from stays sealed.',
      authScopes,
      audit: RELEASED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which, and what may be known.' }) },
      resolve: (_root, { input: { id, summary } }, context) =>
        answer(async () => {
          const { principal, known } = await reachedComplaint(host, context, id)
          const told = wordsOf(summary, 'summary')
          const now = await host.clock.now()
          return host.change(
            context,
            RELEASED,
            async (trx, note) => {
              const row = await lockComplaint(trx, id, known.sealed)
              if (row === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
              if ((await personOf(host, row, principal)).isOfUnit) throw refusal('OF_UNIT')
              await releaseComplaint(host, trx, row, { by: principal, now, summary: told })
              const subject = { type: 'Complaint', id }
              note({ subject, scopeKey: row.handlingKey, before: { released: false }, after: { released: true } })
              return { id }
            },
            'engine',
          )
        }),
    }),
  )
}
