import type { Builder, Host } from '@zhikong/core'
import type { Bucket } from '../rules/handling.ts'
import type { Efficiency } from '../tables.ts'
import type { Handling } from './read-handling.ts'

/** Writes `HandlingTimes` with its buckets. */
export const defineHandlingTimes = (builder: Builder, host: Host<Efficiency>) => {
  const access = { permission: host.permission('efficiency.read') }
  const HandlingBucket = builder.objectRef<Bucket>('HandlingBucket').implement({
    access,
    description: 'Cases between two bounds: above the one, up to and with the other.',
    fields: (t) => ({
      above: t.exposeFloat('above', { description: 'The bound below, not part of it save for 0.' }),
      upTo: t.exposeFloat('upTo', { nullable: true, description: 'The bound above; null when it has none.' }),
      cases: t.exposeInt('cases', { description: 'How many cases.' }),
      share: t.exposeFloat('share', { nullable: true, description: 'In percent of all; null when there are none.' }),
    }),
  })
  return builder.objectRef<Handling>('HandlingTimes').implement({
    access,
    description:
      'How long the cases closed in a period took, in working days from acceptance to closing, special procedures taken off (clause 6.4-b). Counts are exact; median and ninetieth percentile are placed inside their bucket by linear interpolation.',
    fields: (t) => ({
      cases: t.exposeInt('cases', { description: 'Cases accepted and closed.' }),
      medianDays: t.exposeFloat('medianDays', {
        nullable: true,
        description: 'Half of the cases took no longer, interpolated; null without cases.',
      }),
      ninetiethDays: t.exposeFloat('ninetiethDays', {
        nullable: true,
        description: 'Nine in ten took no longer, interpolated; null without cases.',
      }),
      buckets: t.field({
        type: [HandlingBucket],
        description: 'By handling time in working days, shortest first.',
        resolve: ({ buckets }) => [...buckets],
      }),
      onTime: t.exposeInt('onTime', {
        description: 'Cases closed on time under a promise of one working day or more: those in `limitUsed`.',
      }),
      limitUsed: t.field({
        type: [HandlingBucket],
        description:
          'By the share of the promised limit that was used, in tenths of it. Were closings spread evenly, each would hold a tenth; a high last one is a pile at the deadline.',
        resolve: ({ limitUsed }) => [...limitUsed],
      }),
    }),
  })
}
