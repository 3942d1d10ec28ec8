import { answer, resultOf, type Builder, type Host } from '@zhikong/core'
import { deleteWatch, insertWatch } from '../queries/watch.ts'
import type { Improvement } from '../tables.ts'
import { askedBy } from './asked.ts'
import { lockWithin } from './take-step.ts'

const WATCHED = 'improvement.rectification.watched'

/** Writes how somebody follows one rectification (7-d). */
export const defineWatch = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.supervise') }
  const Input = builder.inputType('WatchRectificationInput', {
    description: 'Which one, and whether it is watched.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      watch: t.boolean({ required: true, description: 'Watch it from now on, or no longer.' }),
    }),
  })
  builder.mutationField('watchRectification', (t) =>
    t.field({
      type: resultOf(builder, 'WatchRectification', authScopes, { id: 'ID' }),
      description: 'Watches a rectification, or no longer: it is then among those that `watched: true` lists.',
      authScopes,
      audit: WATCHED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which one, and whether it is watched.' }) },
      resolve: (_root, { input: { id, watch } }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const since = await host.clock.now()
          return host.change(
            context,
            WATCHED,
            async (trx, note) => {
              const row = await lockWithin(trx, principal, id)
              const { areaCode, regionId, scopeKey, organisationId, hallId } = row
              const place = { areaCode, regionId, scopeKey, organisationId, hallId }
              const personId = principal.id
              const changed = watch
                ? await insertWatch(trx, { ...place, rectificationId: row.id, personId, since })
                : await deleteWatch(trx, row.id, personId)
              const subject = { type: 'Rectification', id: row.id }
              if (changed) note({ subject, scopeKey, before: { watched: !watch }, after: { watched: watch } })
              return { id: row.id }
            },
            'engine',
          )
        }),
    }),
  )
}
