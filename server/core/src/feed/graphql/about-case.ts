import type { ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { AboutCase } from '../events.ts'
import { defineAbout } from './about.ts'
import type { Told } from './told.ts'

/** Adds the fields that every event about a case has. */
export function defineAboutCase<Event extends Told<AboutCase>>(
  builder: Builder,
  ref: ObjectRef<SchemaTypes, Event, Event>,
): void {
  defineAbout(builder, ref)
  builder.objectFields(ref, (t) => ({
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
  }))
}
