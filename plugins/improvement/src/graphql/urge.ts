import { connectionOf, pageOf, pageSize, type Builder, type Host } from '@zhikong/core'
import { cursorOf, seenOf } from '../queries/page.ts'
import { countUrges, selectUrges, type UrgeRow } from '../queries/urge.ts'
import type { Improvement } from '../tables.ts'
import type { Enums } from './enums.ts'
import { placeFields } from './place-fields.ts'

/** Writes `Urge`, and the list of urges. */
export const defineUrges = (builder: Builder, host: Host<Improvement>, enums: Enums): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const Connection = connectionOf(builder, 'Urge', defineUrge(builder, host, enums), authScopes)
  builder.queryField('urges', (t) =>
    t.field({
      type: Connection,
      description: 'Urges of a region, the newest first (7-d).',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        open: t.arg.boolean({ description: 'Only those that wait for an answer, or only those that do not.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, open = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seenOf(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectUrges(trx, reach, open, page)
            const total = await countUrges(trx, reach, open)
            return pageOf(rows, { first: size, after, total, cursorOf: ({ serial }) => cursorOf(serial) })
          },
          within,
        )
      },
    }),
  )
}

const defineUrge = (builder: Builder, host: Host<Improvement>, { Source, Subject, Ground }: Enums) => {
  const place = placeFields(host)
  return builder.objectRef<UrgeRow>('Urge').implement({
    access: { permission: host.permission('improvement.read') },
    description: 'Somebody urges that something be done. Of a citizen nothing is known here.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ id }) => id }),
      source: t.expose('source', { type: Source, description: 'A citizen, or an authority.' }),
      subject: t.expose('subject', { type: Subject, description: 'What is urged on.' }),
      number: t.exposeString('number', { description: 'The number by which people know it.' }),
      rectificationId: t.id({
        nullable: true,
        description: 'The rectification that is urged on.',
        resolve: ({ subject, subjectId }) => (subject === 'RECTIFICATION' ? subjectId : null),
      }),
      ground: t.expose('ground', { type: Ground, description: 'Why.' }),
      words: t.exposeString('words', { nullable: true, description: 'What an authority said.' }),
      urgedBy: t.exposeString('urgedBy', { nullable: true, description: 'Who of an authority urged.' }),
      region: t.field({ type: 'Region', description: 'Where.', resolve: place.region }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'Who is to answer.',
        resolve: place.organisation,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: place.hall }),
      receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it came in.' }),
      due: t.expose('due', { type: 'DateTime', description: 'By when it is answered.' }),
      answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
      answeredBy: t.exposeString('answeredBy', { nullable: true, description: 'Who answered.' }),
      answer: t.exposeString('answer', { nullable: true, description: 'The answer.' }),
    }),
  })
}
