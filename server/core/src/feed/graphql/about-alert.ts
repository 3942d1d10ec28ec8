import type { ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { AboutCase, AlertPayload } from '../events.ts'
import { defineAbout } from './about.ts'
import type { Told } from './told.ts'

const caseOf = (payload: AlertPayload): AboutCase | null => ('caseId' in payload ? payload : null)

/** Adds the fields that say what an alert is about: a case, or a record of a plugin. */
export function defineAboutAlert<Event extends Told<AlertPayload>>(
  builder: Builder,
  ref: ObjectRef<SchemaTypes, Event, Event>,
): void {
  defineAbout(builder, ref)
  builder.objectFields(ref, (t) => ({
    subject: t.string({
      description: 'What it is about: `case`, or the kind of record of a plugin, `<plugin>.<noun>`.',
      resolve: ({ payload }) => ('subject' in payload ? payload.subject : 'case'),
    }),
    subjectId: t.id({
      description: 'The id of the case or record.',
      resolve: ({ payload }) => ('subject' in payload ? payload.subjectId : payload.caseId),
    }),
    title: t.string({
      description: 'What it is about, in words: the name of the matter of a case, or the title of the record.',
      resolve: ({ payload }) => ('subject' in payload ? payload.title : payload.matter),
    }),
    caseId: t.id({
      nullable: true,
      description: 'The id of the case, for the query `case`; null when it is about another record.',
      resolve: ({ payload }) => caseOf(payload)?.caseId ?? null,
    }),
    caseNumber: t.string({
      nullable: true,
      description: 'The number of the case at its source; null when it is about another record.',
      resolve: ({ payload }) => caseOf(payload)?.caseNumber ?? null,
    }),
    matter: t.string({
      nullable: true,
      description: 'The name of the matter 事项; null when it is about another record.',
      resolve: ({ payload }) => caseOf(payload)?.matter ?? null,
    }),
    hall: t.string({
      nullable: true,
      description: 'The name of the hall 大厅; null when no hall is concerned.',
      resolve: ({ payload }) => payload.hall,
    }),
  }))
}
