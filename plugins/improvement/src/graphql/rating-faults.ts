import { connectionOf, pageOf, pageSize, type Builder, type Host } from '@zhikong/core'
import { cursorOf, seenOf } from '../queries/page.ts'
import { countRatingFaults, selectRatingFaults, type RatingFaultRow } from '../queries/rating-fault.ts'
import type { Improvement } from '../tables.ts'
import type { Enums } from './enums.ts'
import { placeFields } from './place-fields.ts'
import { defineDetectRatingFaults } from './detect-rating-faults.ts'
import { defineRatingFaultSteps } from './rating-fault-steps.ts'
import { defineReportRatingFault } from './report-rating-fault.ts'

/** Writes the monitor of the quality of ratings: its faults, and what is done about them (7-c). */
export const defineRatingFaults = (builder: Builder, host: Host<Improvement>, enums: Enums): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const Connection = connectionOf(builder, 'RatingFault', defineRatingFault(builder, host, enums), authScopes)
  builder.queryField('ratingFaults', (t) =>
    t.field({
      type: Connection,
      description: 'Faults in the gathering of ratings of a region, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        state: t.arg({ type: enums.FaultState, description: 'Only those in this state.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, state = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seenOf(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectRatingFaults(trx, reach, state, page)
            const total = await countRatingFaults(trx, reach, state)
            return pageOf(rows, { first: size, after, total, cursorOf: ({ id }) => cursorOf(id) })
          },
          within,
        )
      },
    }),
  )
  defineReportRatingFault(builder, host, enums)
  defineRatingFaultSteps(builder, host)
  defineDetectRatingFaults(builder, host)
}

const defineRatingFault = (builder: Builder, host: Host<Improvement>, { FaultKind, FaultState }: Enums) => {
  const place = placeFields(host)
  return builder.objectRef<RatingFaultRow>('RatingFault').implement({
    access: { permission: host.permission('improvement.read') },
    description: 'A fault in the way ratings are gathered: found, judged, corrected, closed.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      kind: t.expose('kind', { type: FaultKind, description: 'What is wrong.' }),
      region: t.field({ type: 'Region', description: 'Where.', resolve: place.region }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: place.hall }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation.',
        resolve: place.organisation,
      }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day in which it was seen.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      part: t.exposeInt('part', { description: 'How many ratings show it; of COVERAGE, how many ratings there are.' }),
      whole: t.exposeInt('whole', { description: 'Of how many; of COVERAGE, of how many services.' }),
      words: t.exposeString('words', { nullable: true, description: 'What was said of it.' }),
      detectedAt: t.expose('detectedAt', { type: 'DateTime', description: 'When it was found.' }),
      detectedBy: t.exposeString('detectedBy', { description: 'Who found it, or the platform.' }),
      state: t.expose('state', { type: FaultState, description: 'Where it stands.' }),
      judgedBy: t.exposeString('judgedBy', { nullable: true, description: 'Who judged.' }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
      correctedBy: t.exposeString('correctedBy', { nullable: true, description: 'Who corrected it.' }),
      correction: t.exposeString('correction', { nullable: true, description: 'What was corrected.' }),
      closedBy: t.exposeString('closedBy', { nullable: true, description: 'Who closed it.' }),
      closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
    }),
  })
}
