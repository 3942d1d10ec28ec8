import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { mayWith, written } from './handling.ts'
import type { OutcomeRef } from './step-outcome.ts'
import { showSteps } from './step-outcome.ts'

const READ = { permission: 'core.read' } as const
const IDS = 'The ids of 1 to 100 alerts.'

/** Writes what the authority decides of cards: `confirmAlert`, `refuseAlert` and `decideAppeal`. */
export const defineDecidingAlerts = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  defineConfirm(builder, services, Outcome)
  defineRefuse(builder, services, Outcome)
  defineDecide(builder, services, Outcome)
}

const defineConfirm = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const Input = builder.inputType('ConfirmAlertInput', {
    description: 'Which alerts to confirm.',
    fields: (t) => ({ ids: t.idList({ required: true, description: IDS }) }),
  })
  builder.mutationField('confirmAlert', (t) =>
    t.field({
      type: resultOf(builder, 'ConfirmAlert', READ, { results: [Outcome] }),
      description:
        'Confirms alerts that wait for it: they are issued now, and their limits begin now. Needs core.read and core.decide.',
      authScopes: READ,
      audit: 'core.alert.confirmed',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones.' }) },
      resolve: async (_root, { input: { ids } }, context) => {
        const may = mayWith('core.decide', context)
        return answer(async () => {
          const asked = { action: 'core.alert.confirmed', kind: 'CONFIRMED', ids, text: null, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}

const defineRefuse = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const Input = builder.inputType('RefuseAlertInput', {
    description: 'Which alerts not to confirm, and why.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: IDS }),
      reason: t.string({ required: true, description: 'Why, 2 to 2,000 characters.' }),
    }),
  })
  builder.mutationField('refuseAlert', (t) =>
    t.field({
      type: resultOf(builder, 'RefuseAlert', READ, { results: [Outcome] }),
      description:
        'Does not confirm alerts that wait for it: they are revoked and count for nobody. Needs core.read and core.decide.',
      authScopes: READ,
      audit: 'core.alert.refused',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones, and why.' }) },
      resolve: async (_root, { input: { ids, reason } }, context) => {
        const may = mayWith('core.decide', context)
        return answer(async () => {
          const text = written(reason, 'reason')
          const asked = { action: 'core.alert.refused', kind: 'REFUSED', ids, text, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}

const defineDecide = (builder: Builder, services: CaseServices, Outcome: OutcomeRef): void => {
  const AppealOutcome = builder.enumType('AppealOutcome', {
    description: 'How an appeal against a card is decided.',
    values: {
      UPHELD: { description: 'The card stands 维持.' },
      REVOKED: { description: 'The card is revoked 撤销: it counts for nobody any more.' },
    },
  })
  const Input = builder.inputType('DecideAppealInput', {
    description: 'How appeals are decided, and why.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: IDS }),
      outcome: t.field({ type: AppealOutcome, required: true, description: 'Whether the cards stand.' }),
      reason: t.string({ required: true, description: 'Why, 2 to 2,000 characters.' }),
    }),
  })
  builder.mutationField('decideAppeal', (t) =>
    t.field({
      type: resultOf(builder, 'DecideAppeal', READ, { results: [Outcome] }),
      description:
        'Decides appeals against alerts. Nobody decides an appeal of their own. After a revoked card the next round begins only when its clock comes to a later instant. Needs core.read and core.decide.',
      authScopes: READ,
      audit: 'core.alert.decided',
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones, how and why.' }) },
      resolve: async (_root, { input: { ids, outcome, reason } }, context) => {
        const may = mayWith('core.decide', context)
        return answer(async () => {
          const text = written(reason, 'reason')
          const asked = { action: 'core.alert.decided', kind: outcome, ids, text, may } as const
          return { results: [...(await showSteps(services, context, asked))] }
        })
      },
    }),
  )
}
