import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { StepRow } from '../queries/step.ts'
import type { Complaints } from '../tables.ts'
import type { ComplaintEnums } from './enums.ts'

/** Writes `ComplaintStep`, a row of the trail of a complaint. */
export const defineComplaintStep = (builder: Builder, host: Host<Complaints>, { State, Trail }: ComplaintEnums) =>
  builder.objectRef<StepRow>('ComplaintStep').implement({
    access: { anyOf: [host.permission('complaints.read'), host.permission('complaints.seal')] },
    description: 'One thing that was done with a complaint. Steps are added and never changed.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.exposeString('actor', { description: 'Who, by name; of the complainant not the name.' }),
      step: t.expose('step', { type: Trail, description: 'What.' }),
      state: t.expose('state', { type: State, description: 'The state since.' }),
      words: t.exposeString('words', { description: 'What was said.' }),
    }),
  })
