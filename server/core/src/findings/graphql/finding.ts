import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { FindingRow } from '../queries/finding.ts'
import { selectOccurrences, selectSteps } from '../queries/list.ts'
import type { Findings } from '../tables.ts'
import type { FindingEnums } from './enums.ts'
import { defineFindingType } from './finding-type.ts'
import { findingAccess, possibleSteps } from './rights.ts'
import { defineTrail } from './trail.ts'

/** Writes `Finding`. */
export const defineFinding = (builder: Builder, host: Host<Findings>, enums: FindingEnums) => {
  const Type = defineFindingType(builder, host, enums)
  const { Occurrence, Step } = defineTrail(builder, host, enums)
  const Finding = builder.objectRef<FindingRow>('Finding').implement({
    access: findingAccess(host),
    description: 'What is wrong in a unit, by whatever it was found, as long as it is.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      typeCode: t.exposeString('type', { description: 'The code of its kind.' }),
      type: t.field({
        type: Type,
        nullable: true,
        description: 'Its kind; null when no part of the platform declares it any more.',
        resolve: ({ type }) => host.findings.types.get(type),
      }),
      cause: t.exposeString('cause', { description: 'What it comes from, as a code.' }),
      severity: t.expose('severity', { type: enums.Severity, description: 'The gravest that it was found with.' }),
      title: t.exposeString('title', { description: 'What was found.' }),
      state: t.expose('state', { type: enums.State, description: 'Where it stands.' }),
      source: t.expose('source', { type: enums.Source, description: 'By what it was found first.' }),
      foundAt: t.expose('foundAt', { type: 'DateTime', description: 'When first.' }),
      lastFoundAt: t.expose('lastFoundAt', { type: 'DateTime', description: 'When last.' }),
      occurrenceCount: t.exposeInt('occurrences', { description: 'How often it was found.' }),
      reopenings: t.exposeInt('reopenings', { description: 'How often it was opened again.' }),
      settledAt: t.expose('settledAt', { type: 'DateTime', nullable: true, description: 'When it was settled.' }),
      veiled: t.boolean({
        description: 'Nothing of it is told to its unit yet.',
        resolve: ({ releasedAt }) => releasedAt === null,
      }),
    }),
  })
  builder.objectFields(Finding, (t) => ({
    ...unitFields(t, host),
    subjectType: t.exposeString('subjectType', { nullable: true, description: 'What it is about: a kind of record.' }),
    subjectId: t.exposeString('subjectId', { nullable: true, description: 'Which record of that kind.' }),
    raisedBy: t.exposeString('raisedBy', { description: 'Who reported it, or the platform.' }),
    mergedInto: t.exposeID('mergedInto', { nullable: true, description: 'The id of the one that it was merged into.' }),
    dismissalBy: t.exposeString('dismissalBy', { nullable: true, description: 'Who proposes to dismiss it.' }),
    dismissalReason: t.exposeString('dismissalReason', { nullable: true, description: 'Why.' }),
    dismissedBy: t.exposeString('dismissedBy', { nullable: true, description: 'Who dismissed it.' }),
    dismissedAt: t.expose('dismissedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
    possibleSteps: t.field({
      type: [enums.PossibleStep],
      description: 'What the reader may do with it now.',
      resolve: (finding, _args, { principal }) => (principal === null ? [] : [...possibleSteps(finding, principal)]),
    }),
    occurrences: t.field({
      type: [Occurrence],
      description: 'Each time that it was found, in order, the first 500.',
      resolve: ({ id }, _args, context) =>
        host.read(context, async (trx, reach) => [...(await selectOccurrences(trx, reach, id))]),
    }),
    trail: t.field({
      type: [Step],
      description: 'What happened with it, in order, the first 500; nothing as long as it is veiled.',
      resolve: ({ id }, _args, context) => host.read(context, async (trx, reach) => selectSteps(trx, reach, id)),
    }),
  }))
  return Finding
}

type Fields = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, FindingRow>

const unitFields = (t: Fields, host: Host<Findings>) => ({
  region: t.field({
    type: 'Region',
    description: 'The region of its unit.',
    resolve: async ({ regionId }) => {
      const region = (await host.registers()).tree.byId(regionId)
      if (region === undefined) throw new Error(`A finding is about region ${regionId}, which no register has`)
      return region
    },
  }),
  organisation: t.field({
    type: 'Organisation',
    nullable: true,
    description: 'The organisation; null where there is none.',
    resolve: async ({ organisationId }) =>
      organisationId === null ? null : (await host.registers()).index.organisationById.get(organisationId),
  }),
  hall: t.field({
    type: 'Hall',
    nullable: true,
    description: 'The hall; null where there is none.',
    resolve: async ({ hallId }) => (hallId === null ? null : (await host.registers()).index.hallById.get(hallId)),
  }),
})
