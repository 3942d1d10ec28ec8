import { reasonOf } from '../../access/personal/graphql/reason.ts'
import { openFor } from '../../access/personal/open-for.ts'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem, problem, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import { isUuid } from '../../uuid.ts'
import { selectRating } from '../queries/rating.ts'
import type { Ratings } from '../tables.ts'
import { mayKnow } from './asked.ts'

const REVEALED = 'ratings.rater.revealed'

/** Writes the mutation `revealRater`: the desk needs a telephone to get in touch. */
export const defineRevealRater = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const InClear = builder.objectRef<PersonalData>('RaterInClear').implement({
    access: authScopes,
    description: 'Who rated, in clear. Not to be kept.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Telephone.' }),
    }),
  })
  const Input = builder.inputType('RevealRaterInput', {
    description: 'Whose data, and why.',
    fields: (t) => ({
      rating: t.id({ required: true, description: 'The id of the rating.' }),
      reason: t.string({ required: true, description: 'Why, 5 to 200 characters; kept in the audit log.' }),
    }),
  })
  builder.mutationField('revealRater', (t) =>
    t.field({
      type: resultOf(builder, 'RevealRater', authScopes, { rater: InClear }),
      description:
        'Gives who rated in clear, and writes who asked, when and why into the audit log. At most 30 within an hour. NOT_FOUND for one without a name, for the rated, and outside of the own range.',
      authScopes,
      audit: REVEALED,
      args: { input: t.arg({ type: Input, required: true, description: 'Whose, and why.' }) },
      resolve: (_root, { input: { rating: id, reason: said } }, context) =>
        answer(async () => {
          const subject = isUuid(id) ? { type: 'Rating', id } : null
          const request = { kind: 'REVEAL', action: REVEALED, reason: reasonOf(said), subject } as const
          const notFound = problem('NOT_FOUND', { value: subject === null ? '…' : id }, ['input', 'rating'])
          const opened = await openFor(context, request, await host.clock.now(), async (trx, reach) => {
            const db = trx as unknown as PluginTransaction<Ratings>
            const row = subject === null ? undefined : await selectRating(db, reach, id)
            if (row === undefined || !mayKnow(row, context.principal)) return notFound
            const found = await host.personal.reveal(trx, reach, 'RATER', id)
            return found === null ? notFound : { value: found.data, scopeKey: found.scopeKey }
          })
          return isProblem(opened) ? opened : { rater: opened }
        }),
    }),
  )
}
