import type { Database } from '@zhikong/core'
import { sql, type RawBuilder } from 'kysely'

/** A half-open range of scope keys. */
export type Range = { readonly lo: number; readonly hi: number }

/** A question as the platform asks it: the range stands in it, whether or not row security holds, too. */
export type Question = { readonly name: string; readonly range: Range; readonly text: RawBuilder<unknown> }

/** Counts of a county, a city and the province, pages of a county and a city, a count with a filter. */
export async function questionsOf(database: Database): Promise<readonly Question[]> {
  const [county, city, province] = [
    await rangeOf(database, '430102000000'),
    await rangeOf(database, '430100000000'),
    await rangeOf(database, '430000000000'),
  ]
  const within = ({ lo, hi }: Range) => sql`scope_key >= ${lo} and scope_key < ${hi}`
  const count = (range: Range) => sql`select count(*)::int as n from core."case" where ${within(range)}`
  const newest = (range: Range) =>
    sql`select * from core."case" where ${within(range)} order by last_event_at desc, case_id desc limit 50`
  return [
    { name: 'count of a county', range: county, text: count(county) },
    { name: 'count of a city', range: city, text: count(city) },
    { name: 'count of the province', range: province, text: count(province) },
    { name: 'newest 50 of a county', range: county, text: newest(county) },
    { name: 'newest 50 of a city', range: city, text: newest(city) },
    {
      name: 'count of a city by state',
      range: city,
      text: sql`select count(*)::int as n from core."case" where ${within(city)} and state = 'ACCEPTED'`,
    },
  ]
}

async function rangeOf(database: Database, code: string): Promise<Range> {
  return database.withScope({ mode: 'engine' }, async (trx) => {
    const { scopeKey, scopeEnd } = await trx
      .selectFrom('core.region')
      .select(['scopeKey', 'scopeEnd'])
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    return { lo: scopeKey, hi: scopeEnd }
  })
}
