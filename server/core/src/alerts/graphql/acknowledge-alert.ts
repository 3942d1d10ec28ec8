import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem } from '../../graphql/errors.ts'
import { invalid } from '../../graphql/fault.ts'
import { mayHandle } from './handling.ts'
import type { OutcomeRef, ShownOutcome } from './step-outcome.ts'
import { showSteps } from './step-outcome.ts'

const ACKNOWLEDGED = 'core.alert.acknowledged'

type Types = Pick<CaseTypes, 'Alert'> & { readonly AlertStepOutcome: OutcomeRef }

/** Writes the mutation `acknowledgeAlert`. */
export const defineAcknowledgeAlert = (
  builder: Builder,
  services: CaseServices,
  { Alert, AlertStepOutcome }: Types,
): void => {
  const Payload = builder
    .objectRef<{ readonly results: readonly ShownOutcome[] }>('AcknowledgeAlertPayload')
    .implement({
      access: { permission: 'core.read' },
      description: 'What AcknowledgeAlert did.',
      fields: (t) => ({
        alert: t.field({
          type: Alert,
          nullable: true,
          description: 'The first of the alerts that somebody has taken on; null when there is none.',
          resolve: ({ results }) => results.find(({ alert }) => alert !== null)?.alert,
        }),
        results: t.field({
          type: [AlertStepOutcome],
          description: 'What became of each id, in their order.',
          resolve: ({ results }) => [...results],
        }),
      }),
    })
  const Result = builder.unionType('AcknowledgeAlertResult', {
    description: 'What AcknowledgeAlert did, or why it did nothing.',
    types: [Payload, 'InputError'],
    resolveType: (value) => (isProblem(value) ? 'InputError' : 'AcknowledgeAlertPayload'),
  })
  const Input = builder.inputType('AcknowledgeAlertInput', {
    description: 'Which alerts to take on: `id` or `ids`.',
    fields: (t) => ({
      id: t.id({ description: 'The id of one alert; a problem with it is the answer.' }),
      ids: t.idList({ description: 'The ids of 1 to 100 alerts; each is answered in `results`.' }),
    }),
  })
  builder.mutationField('acknowledgeAlert', (t) =>
    t.field({
      type: Result,
      description:
        'Notes that the unit has taken alerts on 签收, which stops their escalation. Needs core.read, and core.handle or the permission to handle of the plugin whose clock issued them. The same again changes nothing.',
      authScopes: { permission: 'core.read' },
      audit: ACKNOWLEDGED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which ones.' }) },
      resolve: async (_root, { input: { id, ids } }, context) => {
        const may = mayHandle(services, context)
        return answer(async () => {
          if ((id == null) === (ids == null)) throw eitherOr()
          const asked = { action: ACKNOWLEDGED, kind: 'ACKNOWLEDGED', ids: ids ?? [id ?? ''], text: null, may } as const
          const results = await showSteps(services, context, asked)
          const [only] = results
          if (id == null || only?.problem == null) return { results }
          return { ...only.problem, path: ['input', 'id'] }
        })
      },
    }),
  )
}

const eitherOr = () => invalid({ 'zh-CN': '请给出 id 或 ids 之一。', en: 'Give either "id" or "ids".' }, ['input'])
