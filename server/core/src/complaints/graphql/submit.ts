import type { Builder } from '../../graphql/builder.ts'
import { CITIZEN } from '../../files/upload.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { createPublicDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import { receiveComplaint } from '../receive.ts'
import type { Complaints } from '../tables.ts'
import { saidOf, type defineSaidInput } from './said-input.ts'

/** Writes the mutation by which citizens complain. It keeps nothing of from where they called. */
export const defineSubmitComplaint = (
  builder: Builder,
  host: Host<Complaints>,
  Input: ReturnType<typeof defineSaidInput>,
): void => {
  const door = createPublicDoor()
  builder.mutationField('submitComplaint', (t) =>
    t.field({
      type: resultOf(builder, 'SubmitComplaint', { open: true }, { receipt: 'String' }),
      description:
        'Complains, reports or suggests something, without an account. `receipt` is shown this once: with it one follows what becomes of it, adds to it and appeals.',
      authScopes: { open: true },
      audit: { none: 'The complaint is its own record; from where somebody called must not be kept.' },
      args: { input: t.arg({ type: Input, required: true, description: 'What is said.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          await door.pass(context, input.words)
          const said = saidOf(input, await host.registers(), { way: 'WEB', uploader: CITIZEN.id })
          const now = await host.clock.now()
          const { receipt } = await host.withScope({ mode: 'engine' }, (trx) => receiveComplaint(host, trx, said, now))
          return { receipt }
        }),
    }),
  )
}
