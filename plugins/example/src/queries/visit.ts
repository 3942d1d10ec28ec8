import { withinReach, type PluginTransaction, type Reach, type RecountRange } from '@zhikong/core'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Example, VisitTable } from '../tables.ts'

type Db = PluginTransaction<Example>

/** A recorded day with the hall it belongs to, as readers see it. */
export type Visit = { readonly hallId: number; readonly hall: string; readonly hallName: string } & Pick<
  Selectable<VisitTable>,
  'day' | 'visitors'
>

/** Which visits: what somebody reaches of them, and days, half-open. */
export type VisitRange = Reach & { readonly from: string; readonly to: string }

const COUNT_UP_TO = 10_000

/** Writes the counts of halls and days, new or again; `previous` of the answer is what stood there before. */
export async function upsertVisits(db: Db, visits: readonly Insertable<VisitTable>[]) {
  // One order for all writers, so that two calls about the same days wait for each other and never block each other.
  const ordered = visits.toSorted((a, b) => a.hallId - b.hallId || (a.day < b.day ? -1 : 1))
  return db
    .insertInto('example.visit')
    .values(ordered)
    .onConflict((on) =>
      on.columns(['hallId', 'day']).doUpdateSet((eb) => ({
        previous: eb.ref('example.visit.visitors'),
        visitors: eb.ref('excluded.visitors'),
      })),
    )
    .returningAll()
    .execute()
}

/** Newest day first; with `after`, what follows that row. */
export async function selectVisits(
  db: Db,
  range: VisitRange,
  page: { readonly limit: number; readonly after: { readonly day: string; readonly hallId: number } | null },
): Promise<Visit[]> {
  const { after } = page
  return visitsWithin(db, range)
    .innerJoin('core.hall', 'core.hall.id', 'example.visit.hallId')
    .select([
      'example.visit.hallId',
      'core.hall.code as hall',
      'core.hall.name as hallName',
      'example.visit.day',
      'example.visit.visitors',
    ])
    .$if(after !== null, (query) =>
      query.where(({ eb, or, and }) =>
        or([
          eb('example.visit.day', '<', after?.day ?? ''),
          and([eb('example.visit.day', '=', after?.day ?? ''), eb('example.visit.hallId', '>', after?.hallId ?? 0)]),
        ]),
      ),
    )
    .orderBy('example.visit.day', 'desc')
    .orderBy('example.visit.hallId')
    .limit(page.limit)
    .execute()
}

/** How many visits there are, counted up to 10,000. */
export async function countVisits(db: Db, range: VisitRange): Promise<number> {
  const some = visitsWithin(db, range)
    .select(sql`1`.as('one'))
    .limit(COUNT_UP_TO)
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

/** Sums by region and day: the truth that the measure is compared with. */
export async function sumVisits(db: Db, range: RecountRange) {
  return visitsWithin(db, { ...range, organisationId: null, hallId: null })
    .select((eb) => ['regionId', 'day', eb.fn.sum<number>('visitors').as('n')])
    .groupBy(['regionId', 'day'])
    .execute()
}

function visitsWithin(db: Db, { from, to, ...reach }: VisitRange) {
  return db
    .selectFrom('example.visit')
    .where(withinReach(reach, { key: 'example.visit.scope_key', hall: 'example.visit.hall_id' }))
    .where('example.visit.day', '>=', from)
    .where('example.visit.day', '<', to)
}
