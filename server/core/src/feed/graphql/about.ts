import type { ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { AboutRecord } from '../events.ts'
import type { Told } from './told.ts'

type About = Pick<AboutRecord, 'at' | 'organisation' | 'regionCode' | 'regionName' | 'countedDays'>

/** Adds the fields that every event has, whatever it is about. */
export function defineAbout<Event extends Told<About>>(
  builder: Builder,
  ref: ObjectRef<SchemaTypes, Event, Event>,
): void {
  builder.objectFields(ref, (t) => ({
    seq: t.id({ description: 'Its number in the feed: later events have higher ones.', resolve: ({ seq }) => seq }),
    at: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ payload }) => payload.at }),
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
      description: 'Working days counted, suspensions taken off; null when the clock does not run.',
      resolve: ({ payload }) => payload.countedDays,
    }),
  }))
}
