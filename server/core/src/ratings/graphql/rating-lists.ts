import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import { invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import type { RatingChannel, RatingKind, RatingVerdict } from '../contract.ts'
import { countRatings, selectRating, selectRatings, type RatingFilter, type RatingPlace } from '../queries/rating.ts'
import type { Ratings } from '../tables.ts'
import { idOf } from './asked.ts'
import type { Enums } from './enums.ts'
import type { defineRating, RatingView } from './rating.ts'
import { readVoices } from './read-voices.ts'

type Ref = ReturnType<typeof defineRating>['Rating']

const cursorOf = ({ row }: RatingView): string => encodeCursor([row.day, row.id])

const placeOf = (after: string | null | undefined): RatingPlace | null => {
  if (after == null) return null
  const [day, id] = decodeCursor(after, 2)
  if (typeof day === 'string' && /^\d{4}-\d\d-\d\d$/u.test(day) && typeof id === 'string' && isUuid(id)) {
    return { day, id }
  }
  throw invalid({ 'zh-CN': '游标 after 不可用。', en: 'The cursor "after" is not usable.' }, ['after'])
}

type Asked = {
  readonly grades?: readonly number[] | null | undefined
  readonly channels?: readonly RatingChannel[] | null | undefined
  readonly kind?: RatingKind | null | undefined
  readonly isDefault?: boolean | null | undefined
  readonly verdicts?: readonly RatingVerdict[] | null | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
}

const filterOf = (asked: Asked): RatingFilter => ({
  grades: asked.grades?.filter((grade) => grade >= 1 && grade <= 5) ?? null,
  channels: asked.channels ?? null,
  kind: asked.kind ?? null,
  isDefault: asked.isDefault ?? null,
  verdicts: asked.verdicts ?? null,
  from: asked.from ?? null,
  to: asked.to ?? null,
  organisationId: idOf(asked.organisation),
  hallId: idOf(asked.hall),
})

/** Writes the list of ratings and the look-up of one. */
export const defineRatingLists = (builder: Builder, host: Host<Ratings>, enums: Enums, Rating: Ref): void => {
  const authScopes = { permission: host.permission('ratings.read') }
  const Connection = connectionOf(builder, 'Rating', Rating, authScopes)
  const Filter = defineFilter(builder, enums)
  builder.queryField('ratings', (t) =>
    t.field({
      type: Connection,
      description: 'Ratings of a region, the newest day first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        filter: t.arg({ type: Filter, description: 'Which of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: placeOf(after) }
        const wanted = filterOf(filter ?? {})
        const [rows, total] = await host.read(
          context,
          async (trx, reach) =>
            [await selectRatings(trx, reach, wanted, page), await countRatings(trx, reach, wanted)] as const,
          within,
        )
        const voices = await readVoices(host, context, rows)
        const views = rows.map((row): RatingView => ({ row, voice: voices.get(row.id) ?? null }))
        return pageOf(views, { first: size, after, total, cursorOf })
      },
    }),
  )
  builder.queryField('rating', (t) =>
    t.field({
      type: Rating,
      nullable: true,
      description: 'One rating; null when there is none in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: async (_root, { id }, context) => {
        const row = isUuid(id) ? await host.read(context, (trx, reach) => selectRating(trx, reach, id)) : undefined
        if (row === undefined) return null
        return { row, voice: (await readVoices(host, context, [row])).get(row.id) ?? null }
      },
    }),
  )
}

const defineFilter = (builder: Builder, { Channel, Kind, Verdict }: Enums) =>
  builder.inputType('RatingFilter', {
    description: 'Which ratings; what is left out does not narrow.',
    fields: (t) => ({
      grades: t.intList({ description: 'Of these grades.' }),
      channels: t.field({ type: [Channel], description: 'Given there.' }),
      kind: t.field({ type: Kind, description: 'First ones, or follow-ups.' }),
      isDefault: t.boolean({ description: 'Those that nobody gave, or the others.' }),
      verdicts: t.field({ type: [Verdict], description: 'Negative ones of which this became.' }),
      from: t.field({ type: 'Date', description: 'The first day.' }),
      to: t.field({ type: 'Date', description: 'The day after the last.' }),
      organisation: t.id({ description: 'Of the organisation with this id.' }),
      hall: t.id({ description: 'Of the hall with this id.' }),
    }),
  })
