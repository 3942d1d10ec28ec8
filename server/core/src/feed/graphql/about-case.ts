import type { ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { AboutCase } from '../events.ts'
import type { Told } from './told.ts'

/** Adds the fields that every event about a case has. */
export function defineAboutCase<Event extends Told<AboutCase>>(
  builder: Builder,
  ref: ObjectRef<SchemaTypes, Event, Event>,
): void {
  builder.objectFields(ref, (t) => ({
    seq: t.id({ description: 'Its number in the feed: later events have higher ones.', resolve: ({ seq }) => seq }),
    at: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ payload }) => payload.at }),
    caseId: t.id({
      description: 'The id of the case, for the query `case`.',
      resolve: ({ payload }) => payload.caseId,
    }),
    caseNumber: t.string({
      description: 'The number of the case at its source.',
      resolve: ({ payload }) => payload.caseNumber,
    }),
    matter: t.string({ description: 'The name of the matter 事项.', resolve: ({ payload }) => payload.matter }),
    hall: t.string({
      description: 'The name of the hall 大厅 that took the case.',
      resolve: ({ payload }) => payload.hall,
    }),
    organisation: t.string({
      nullable: true,
      description: 'The name of the deciding organisation 部门, if known.',
      resolve: ({ payload }) => payload.organisation,
    }),
    regionCode: t.field({
      type: 'RegionCode',
      description: 'The region of the hall.',
      resolve: ({ payload }) => payload.regionCode,
    }),
    regionName: t.string({ description: 'The name of that region.', resolve: ({ payload }) => payload.regionName }),
    countedDays: t.int({
      nullable: true,
      description: 'Working days counted on the case, suspensions taken off; null when its clock does not run.',
      resolve: ({ payload }) => payload.countedDays,
    }),
  }))
}
