import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'

/** How many deltas are folded at a time. */
export const FOLD_LIMIT = 20_000

/** Above every id. */
const MOST = '9223372036854775807'

/**
 * Moves pending deltas into the totals in one transaction, all levels at once, so that children and own always add up
 * to their parent. Returns how many were folded. One folder runs at a time (the caller holds its lock).
 * County, city and province are kept by day and by month, townships and villages by month; organisation and channel by
 * day per area.
 */
export const foldDeltas = async (trx: Transaction<CoreTables>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`with taken as materialized (
      delete from core.measure_delta where id <= coalesce(
        (select id from core.measure_delta order by id offset ${FOLD_LIMIT - 1} limit 1), ${MOST}::bigint)
      returning area_code, region_id, scope_key, organisation_id, channel, source, measure, day, n
    ),
    areas as materialized (
      select area_code, scope_key from core.region where level in ('PROVINCE', 'CITY', 'COUNTY')
    ),
    placed as materialized (
      select region_id, day, measure, source, sum(n)::bigint as n from taken group by 1, 2, 3, 4
    ),
    places as materialized (
      select p.id as place_id, a.id, a.scope_key, a.area_code, a.level
      from (select distinct region_id as id from placed) p
      join core.region r on r.id = p.id
      left join core.region r1 on r1.id = r.parent_id
      left join core.region r2 on r2.id = r1.parent_id
      left join core.region r3 on r3.id = r2.parent_id
      cross join lateral (values (r.id), (r1.id), (r2.id), (r3.id), (r3.parent_id)) as up(id)
      join core.region a on a.id = up.id
    ),
    risen as materialized (
      select a.id as region_id, a.scope_key, a.area_code, a.level, p.day, p.measure, p.source,
        sum(p.n) filter (where a.id = p.region_id) as own, sum(p.n) as whole
      from placed p join places a on a.place_id = p.region_id
      group by 1, 2, 3, 4, 5, 6, 7
    ),
    days as (
      insert into core.measure_day as t (region_id, scope_key, area_code, day, measure, source, own, whole)
      select region_id, scope_key, area_code, day, measure, source, coalesce(own, 0), whole from risen
      where level in ('PROVINCE', 'CITY', 'COUNTY')
      on conflict (region_id, measure, day, source)
      do update set own = t.own + excluded.own, whole = t.whole + excluded.whole
    ),
    months as (
      insert into core.measure_month as t (region_id, scope_key, area_code, month, measure, source, own, whole)
      select region_id, scope_key, area_code, date_trunc('month', day)::date, measure, source,
        coalesce(sum(own), 0), sum(whole) from risen group by 1, 2, 3, 4, 5, 6
      on conflict (region_id, measure, month, source)
      do update set own = t.own + excluded.own, whole = t.whole + excluded.whole
    ),
    splits as (
      insert into core.measure_split as t (area_code, scope_key, day, measure, organisation_id, channel, source, n)
      select k.area_code, a.scope_key, k.day, k.measure, k.organisation_id, k.channel, k.source, sum(k.n)
      from taken k join areas a on a.area_code = k.area_code
      group by 1, 2, 3, 4, 5, 6, 7
      on conflict (area_code, measure, day, organisation_id, channel, source) do update set n = t.n + excluded.n
    )
    select count(*)::int as n from taken`.execute(trx)
  return rows[0]?.n ?? 0
}
