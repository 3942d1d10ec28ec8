import type { ObjectRef } from '@pothos/core'
import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import { possibleSteps, takesTrail, URGE_PAUSE_MS } from '../lifecycle/possible-steps.ts'
import { STEPS } from '../lifecycle/steps.ts'
import type { AlertView } from '../queries/alert-view.ts'
import { rightOf } from './handling.ts'
import type { defineLifecycleEnums } from './lifecycle-types.ts'

type Enums = Pick<ReturnType<typeof defineLifecycleEnums>, 'AlertStepKind'>

/** Adds `Alert.possibleSteps`, told by the state machine that takes the steps as well. */
export const definePossibleSteps = (
  builder: Builder,
  services: CaseServices,
  Alert: ObjectRef<SchemaTypes, AlertView, AlertView>,
  { AlertStepKind }: Enums,
): void =>
  builder.objectFields(Alert, (t) => ({
    possibleSteps: t.field({
      type: [AlertStepKind],
      description:
        'What the reader may do with it now: its state leads on, the reader has the right, and nothing hinders it, such as an appeal of their own or having urged just now.',
      resolve: async (view, _args, { principal }) => {
        if (principal === null || !principal.permissions.has('core.read')) return []
        const { alert, now } = view
        const { urgePauseMs = URGE_PAUSE_MS } = services
        const trail = takesTrail(alert) ? await view.steps() : []
        const asking = { actorId: principal.id, now, urgePauseMs, trail }
        return [
          ...possibleSteps(alert, (step) => rightOf(STEPS[step].by, services, principal)?.(alert) ?? false, asking),
        ]
      },
    }),
  }))
