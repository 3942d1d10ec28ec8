import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { handlersOf, type Handler } from '../handlers-of.ts'
import type { Complaints } from '../tables.ts'
import { askedBy, findComplaint, mayLookInto } from './asked.ts'

/** Writes the list of people to whom a complaint may be assigned. */
export const defineComplaintHandlers = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.handle') }
  const Handler = builder.objectRef<Handler>('ComplaintHandler').implement({
    access: authScopes,
    description: 'Somebody to whom a complaint may be assigned.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id of the account.' }),
      name: t.exposeString('name', { description: 'The name.' }),
    }),
  })
  builder.queryField('complaintHandlers', (t) =>
    t.field({
      type: [Handler],
      description:
        'To whom a complaint may be assigned: who handles complaints around its unit and has no right in it. Empty for one out of range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'The id of the complaint.' }) },
      resolve: async (_root, { id }, context) => {
        const principal = askedBy(context.principal)
        const row = await host.read(context, (trx, reach) => findComplaint(trx, reach, principal, id))
        if (row === undefined || !(await mayLookInto(host, row, context))) return []
        const now = await host.clock.now()
        return host.withScope({ mode: 'engine' }, async (trx) => [...(await handlersOf(host, trx, row, now))])
      },
    }),
  )
}
