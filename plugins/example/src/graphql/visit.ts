import {
  answer,
  connectionOf,
  decodeCursor,
  encodeCursor,
  INTAKE,
  pageOf,
  pageSize,
  resultOf,
  type Builder,
  type Host,
} from '@zhikong/core'
import { selectBusiestDay } from '../queries/busiest-day.ts'
import { countVisits, selectVisits, type Visit } from '../queries/visit.ts'
import type { Example } from '../tables.ts'
import { recordVisits, VISIT_RECORDED } from './record-visits.ts'

/** Writes `Visit`, the queries that return it and the mutation that records it. */
export function defineVisit(builder: Builder, host: Host<Example>): void {
  const Visit = builder.objectRef<Visit>('Visit').implement({
    access: { anyOf: [host.permission('example.read'), host.permission('example.record')] },
    description: 'How many people came to a hall on a day.',
    fields: (t) => ({
      hall: t.exposeString('hall', { description: 'The code of the hall.' }),
      hallName: t.exposeString('hallName', { description: 'The name of the hall.' }),
      day: t.expose('day', { type: 'Date', description: 'The day, by the calendar of Asia/Shanghai.' }),
      visitors: t.exposeInt('visitors', { description: 'How many people came.' }),
    }),
  })
  const VisitConnection = connectionOf(builder, 'Visit', Visit, { permission: host.permission('example.read') })
  const RecordVisitsResult = resultOf(
    builder,
    'RecordVisits',
    { permission: host.permission('example.record') },
    { visits: [Visit] },
  )

  builder.queryField('visits', (t) =>
    t.field({
      type: VisitConnection,
      description: 'Visitors by hall and day, newest day first.',
      authScopes: { permission: host.permission('example.read') },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region whose halls are meant.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, from, to, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: placeAfter(after) }
        const cursorOf = ({ day, hallId }: Visit) => encodeCursor([day, hallId])
        return host.read(
          context,
          async (db, reach) => {
            const rows = await selectVisits(db, { ...reach, from, to }, page)
            const total = await countVisits(db, { ...reach, from, to })
            return pageOf(rows, { first: size, after, total, cursorOf })
          },
          within,
        )
      },
    }),
  )

  builder.queryField('busiestDay', (t) =>
    t.field({
      type: Visit,
      nullable: true,
      description: 'The day with the most visitors of a hall; null when none is recorded or the hall is out of range.',
      authScopes: { permission: host.permission('example.read') },
      args: { hall: t.arg.string({ required: true, description: 'The code of the hall.' }) },
      resolve: (_root, { hall }, context) => host.read(context, (db, reach) => selectBusiestDay(db, hall, reach)),
    }),
  )

  const VisitInput = builder.inputType('VisitInput', {
    description: 'The visitors of a hall on a day.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of the hall.' }),
      day: t.field({ type: 'Date', required: true, description: 'The day; not in the future.' }),
      visitors: t.int({ required: true, description: 'How many people came: 0 to 100,000.' }),
    }),
  })
  const RecordVisitsInput = builder.inputType('RecordVisitsInput', {
    description: 'Counts to record; a day that is there already is replaced.',
    fields: (t) => ({
      visits: t.field({ type: [VisitInput], required: true, description: 'At most 1,000, all or none.' }),
    }),
  })
  builder.mutationField('recordVisits', (t) =>
    t.field({
      type: RecordVisitsResult,
      description: 'Records the visitors of halls and days. The same call again changes nothing.',
      authScopes: { permission: host.permission('example.record') },
      audit: VISIT_RECORDED,
      extensions: INTAKE,
      args: { input: t.arg({ type: RecordVisitsInput, required: true, description: 'What to record.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ visits: await recordVisits(host, context, input.visits) })),
    }),
  )
}

function placeAfter(cursor: string | null | undefined): { day: string; hallId: number } | null {
  if (cursor === null || cursor === undefined) return null
  const [day, hallId] = decodeCursor(cursor, 2)
  return { day: String(day), hallId: Number(hallId) }
}
