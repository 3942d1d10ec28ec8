import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { mayHandle, written } from './handling.ts'
import type { OutcomeRef } from './step-outcome.ts'
import { showSteps } from './step-outcome.ts'

const READ = { permission: 'core.read' } as const
const IDS = 'The ids of 1 to 100 alerts.'

/** Writes the mutations by which a unit answers a card: `feedBackOnAlert` and `appealAlert`. */
export const defineAnsweringAlerts = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  defineFeedback(builder, services, Outcome)
  defineAppeal(builder, services, Outcome)
}

const defineFeedback = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const Input = builder.inputType('FeedBackOnAlertInput', {
    description: 'Why it came to these cards, and what was done.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: IDS }),
      text: t.string({
        required: true,
        description: 'The explanation and what was done, 2 to 2,000 characters; nothing that names an applicant.',
      }),
    }),
  })
  builder.mutationField('feedBackOnAlert', (t) =>
    t.field({
      type: resultOf(builder, 'FeedBackOnAlert', READ, { results: [Outcome] }),
      description:
        'Gives the feedback of the unit on alerts 反馈, which takes them on as well. A yellow or red card is done with once there is feedback and what it is about has ended. Later feedback stands beside the first in the trail. Needs core.read and the permission to handle.',
      authScopes: READ,
      audit: 'core.alert.fed-back',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones, and what is said.' }) },
      resolve: async (_root, { input }, context) => {
        const may = mayHandle(services, context)
        return answer(async () => {
          const text = written(input.text, 'text')
          const asked = { action: 'core.alert.fed-back', kind: 'FED_BACK', ids: input.ids, text, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}

const defineAppeal = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const Input = builder.inputType('AppealAlertInput', {
    description: 'Why these cards should not stand.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: IDS }),
      reason: t.string({ required: true, description: 'Why, 2 to 2,000 characters; nothing that names an applicant.' }),
    }),
  })
  builder.mutationField('appealAlert', (t) =>
    t.field({
      type: resultOf(builder, 'AppealAlert', READ, { results: [Outcome] }),
      description:
        'Appeals against alerts 申诉; the authority decides with `decideAppeal`. Once only: an appeal that was dismissed is final. Needs core.read and the permission to handle.',
      authScopes: READ,
      audit: 'core.alert.appealed',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones, and why.' }) },
      resolve: async (_root, { input }, context) => {
        const may = mayHandle(services, context)
        return answer(async () => {
          const text = written(input.reason, 'reason')
          const asked = { action: 'core.alert.appealed', kind: 'APPEALED', ids: input.ids, text, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}
