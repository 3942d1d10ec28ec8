import type { PluginTransaction } from '@zhikong/core'
import { sql } from 'kysely'
import type { RatingFacts } from '../tables.ts'
import type { Improvement } from '../tables.ts'

/** What the ratings of a hall came to. */
export type HallFacts = RatingFacts & { readonly hallId: number }

/** A region, or one hall of it, and local days, half-open. */
export type FactsWanted = {
  readonly lo: number
  readonly hi: number
  readonly hallId: number | null
  readonly from: string
  readonly to: string
}

/** So many services rated from one device that is nobody's rating device are not rated by those served. */
const OWN_DEVICE_FROM = 5
const TEN_MINUTES_S = 600

const at = (day: string) => sql`(${day}::date)::timestamp at time zone 'Asia/Shanghai'`

/**
 * The facts of each hall with ratings or closed cases. A burst is counted by window and whole ten minutes of the clock.
 * A device counts as the hall's own when five services and more were rated from it over ways by which people use a device
 * of theirs.
 */
export async function selectRatingFacts(
  db: PluginTransaction<Improvement>,
  { lo, hi, hallId, from, to }: FactsWanted,
): Promise<readonly HallFacts[]> {
  const within = sql`scope_key >= ${lo} and scope_key < ${hi} and hall_id is not null
    and (${hallId}::int is null or hall_id = ${hallId})`
  const given = sql`given_at >= ${at(from)} and given_at < ${at(to)}`
  const { rows } = await sql<HallFacts>`
    with rated as (
      select hall_id, count(*)::int as ratings, (count(*) filter (where is_default))::int as defaults,
        (count(*) filter (where grade = 5 and not has_words))::int as best_without_words
      from ratings.rating where day >= ${from} and day < ${to} and kind = 'FIRST' and ${within} group by hall_id
    ), doubled as (
      select hall_id, count(*)::int as duplicates from ratings.repeat where ${given} and ${within} group by hall_id
    ), early as (
      select hall_id, count(*)::int as before_close from ratings.given where ${given} and ${within}
        and (given_at < case_ended_at or (case_ended_at is null and not ended_before)) group by hall_id
    ), burst as (
      select hall_id, max(n)::int as most from (select hall_id, count(*) as n from ratings.given
        where ${given} and ${within} group by hall_id, window_id, floor(extract(epoch from given_at) / ${TEN_MINUTES_S}::int)
      ) as stretches group by hall_id
    ), shared as (
      select hall_id, sum(n)::int as own_device from (select g.hall_id, count(*) as n
        from ratings.given g join ratings.rating r on r.id = g.rating_id
        where g.given_at >= ${at(from)} and g.given_at < ${at(to)} and g.scope_key >= ${lo} and g.scope_key < ${hi}
          and g.device_hash is not null and r.channel in ('QR', 'APP', 'PORTAL', 'SMS')
        group by g.hall_id, g.device_hash having count(*) >= ${OWN_DEVICE_FROM}::int) as devices group by hall_id
    ), served as (
      select hall_id, count(*)::int as services from core."case" where ended_at >= ${at(from)} and ended_at < ${at(to)}
        and state = 'CLOSED' and ${within} group by hall_id
    )
    select hall_id, coalesce(ratings, 0) as ratings, coalesce(defaults, 0) as defaults,
      coalesce(duplicates, 0) as duplicates, coalesce(most, 0) as most_in_ten_minutes,
      coalesce(before_close, 0) as before_close, coalesce(own_device, 0) as own_device,
      coalesce(best_without_words, 0) as best_without_words, coalesce(services, 0) as services
    from rated full join served using (hall_id) full join doubled using (hall_id) full join early using (hall_id)
      full join burst using (hall_id) left join shared using (hall_id)
    order by hall_id`.execute(db)
  return rows
}
