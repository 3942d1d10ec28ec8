import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import type { Complaints } from '../tables.ts'
import { wordsOf } from './asked.ts'
import { STEP_ACTIONS, takeStep } from './take-step.ts'

/** What is asked for nothing but the complaint and words. */
const PLAIN = {
  refuseComplaint: {
    step: 'REFUSE',
    title: 'RefuseComplaint',
    permission: 'complaints.handle',
    words: 'Why; the complainant reads it.',
    description: 'Does not accept a complaint. The complainant may appeal.',
  },
  investigateComplaint: {
    step: 'INVESTIGATE',
    title: 'InvestigateComplaint',
    permission: 'complaints.handle',
    words: 'What was found.',
    description: 'Writes down what was found: by whom the complaint is assigned to.',
  },
  replyToComplaint: {
    step: 'REPLY',
    title: 'ReplyToComplaint',
    permission: 'complaints.handle',
    words: 'What the complainant is told.',
    description: 'Answers a complaint that was judged.',
  },
  closeComplaint: {
    step: 'CLOSE',
    title: 'CloseComplaint',
    permission: 'complaints.handle',
    words: 'With what; of one that was referred what came of it.',
    description: 'Closes a complaint that was answered, refused or referred.',
  },
  reopenComplaint: {
    step: 'REOPEN',
    title: 'ReopenComplaint',
    permission: 'complaints.handle',
    words: 'Why.',
    description: 'Opens a closed complaint again: it is assigned, looked into and judged anew.',
  },
} as const

/** Writes the steps that say nothing but words. */
export const definePlainSteps = (builder: Builder, host: Host<Complaints>): void => {
  for (const name of Object.keys(PLAIN) as readonly (keyof typeof PLAIN)[]) {
    const { step, title, permission, words: asked, description } = PLAIN[name]
    const authScopes = { permission: host.permission(permission) }
    const Input = builder.inputType(`${title}Input`, {
      description: 'Which complaint, and the words.',
      fields: (t) => ({
        id: t.id({ required: true, description: 'Its id.' }),
        words: t.string({ required: true, description: `${asked} At most 4,000 characters.` }),
      }),
    })
    builder.mutationField(name, (t) =>
      t.field({
        type: resultOf(builder, title, authScopes, { id: 'ID' }),
        description: `${description} Not for the unit complained of.`,
        authScopes,
        audit: STEP_ACTIONS[step],
        args: { input: t.arg({ type: Input, required: true, description: 'Which, and the words.' }) },
        resolve: (_root, { input: { id, words } }, context) =>
          answer(async () => takeStep(host, context, { id, step, words: wordsOf(words, 'words') })),
      }),
    )
  }
}
