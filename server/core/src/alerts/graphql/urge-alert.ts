import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { mayWith, written } from './handling.ts'
import type { OutcomeRef } from './step-outcome.ts'
import { showSteps } from './step-outcome.ts'

const READ = { permission: 'core.read' } as const

/** Writes the mutation `urgeAlert`. */
export const defineUrgeAlert = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const Input = builder.inputType('UrgeAlertInput', {
    description: 'On which alerts to urge.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: 'The ids of 1 to 100 alerts.' }),
      text: t.string({ description: 'What is to be done, 2 to 2,000 characters.' }),
    }),
  })
  builder.mutationField('urgeAlert', (t) =>
    t.field({
      type: resultOf(builder, 'UrgeAlert', READ, { results: [Outcome] }),
      description:
        'Urges the unit to act on alerts 督促; each time is counted and told. One person urges on the same alert again after half an hour at the earliest, or as URGE_PAUSE_MINUTES says; before, LIMIT_EXCEEDED says when. Needs core.read and core.urge.',
      authScopes: READ,
      audit: 'core.alert.urged',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones.' }) },
      resolve: async (_root, { input }, context) => {
        const may = mayWith('core.urge', context)
        return answer(async () => {
          const text = input.text == null ? null : written(input.text, 'text')
          const asked = { action: 'core.alert.urged', kind: 'URGED', ids: input.ids, text, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}
