import type { Selectable } from 'kysely'
import { selectFiles } from '../../files/queries/select-files.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { OccurrenceRow } from '../queries/occurrence.ts'
import type { Findings, StepTable } from '../tables.ts'
import type { FindingEnums } from './enums.ts'
import { findingAccess } from './rights.ts'

/** Writes `FindingOccurrence` and `FindingStep`. */
export const defineTrail = (builder: Builder, host: Host<Findings>, enums: FindingEnums) => {
  const access = findingAccess(host)
  const Occurrence = builder.objectRef<OccurrenceRow>('FindingOccurrence').implement({
    access,
    description: 'One time that a finding was found.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      source: t.expose('source', { type: enums.Source, description: 'By what.' }),
      sourceId: t.exposeString('sourceId', { description: 'What of that source, by its id there.' }),
      severity: t.expose('severity', { type: enums.Severity, description: 'How grave it was then.' }),
      title: t.exposeString('title', { description: 'What was found.' }),
      foundAt: t.expose('foundAt', { type: 'DateTime', description: 'When.' }),
      evidence: t.field({
        type: ['File'],
        description: 'Files that show it, those that the reader reaches.',
        resolve: ({ evidence }, _args, context) =>
          host.read(context, async (trx, reach) => selectFiles(trx, reach, evidence)),
      }),
    }),
  })
  const Step = builder.objectRef<Readonly<Selectable<StepTable>>>('FindingStep').implement({
    access,
    description: 'What happened with a finding. Steps are added and never changed.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      kind: t.expose('kind', { type: enums.StepKind, description: 'What.' }),
      actor: t.exposeString('actor', { description: 'Who did it, by name.' }),
      words: t.exposeString('words', { description: 'What was said or found.' }),
      severity: t.expose('severity', { type: enums.Severity, description: 'How grave the finding is since.' }),
    }),
  })
  return { Occurrence, Step }
}
