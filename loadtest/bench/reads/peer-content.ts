import type pg from 'pg'

/** As the product orders what happened at one instant. */
const KINDS = [
  'SUBMITTED',
  'CORRECTION_REQUESTED',
  'CORRECTION_ANSWERED',
  'ACCEPTED',
  'SUPPLEMENTED',
  'STEP',
  'FORWARDED',
  'FORWARD_RETURNED',
  'SUSPENDED',
  'RESUMED',
  'EXTENDED',
  'RETURNED',
  'WITHDRAWN',
  'VOIDED',
  'CLOSED',
  'LICENCE_ISSUED',
  'DELIVERED',
]
  .map((kind) => `'${kind}'`)
  .join(', ')

/**
 * What the product shows, in plain tables of a schema of its own: no row security, no partitions, with the keys and
 * indexes that the works want, and its functions for peers that plan by themselves. All peers read these.
 */
const STATEMENTS: readonly string[] = [
  'create schema reads_peer',
  `create table reads_peer.region as select id, code, name, parent_id, scope_key, scope_end from core.region`,
  `alter table reads_peer.region add primary key (id), add unique (code),
    add foreign key (parent_id) references reads_peer.region`,
  'create index on reads_peer.region (parent_id)',
  'create table reads_peer.hall as select id, code, name, region_id from core.hall',
  'alter table reads_peer.hall add primary key (id), add foreign key (region_id) references reads_peer.region',
  'create table reads_peer.matter as select id, code, name from core.matter',
  'alter table reads_peer.matter add primary key (id)',
  `create table reads_peer.case_record as select case_id, external_id, state, accepted_at, ended_at as closed_at,
    ended_at is null and overdue_at is not null as overdue, last_event_at, scope_key, region_id, hall_id, matter_id
    from core."case"`,
  `alter table reads_peer.case_record add primary key (case_id),
    add foreign key (region_id) references reads_peer.region,
    add foreign key (hall_id) references reads_peer.hall, add foreign key (matter_id) references reads_peer.matter`,
  'create index on reads_peer.case_record (last_event_at desc, case_id desc)',
  'create index on reads_peer.case_record (scope_key) where overdue',
  `create table reads_peer.case_event as select case_id, kind, occurred_at, received_at, payload::jsonb ->> 'step' as step,
    payload::jsonb ->> 'note' as note, (row_number() over (partition by case_id order by occurred_at,
      array_position(array[${KINDS}], kind),
      event_key))::int as place
    from core.case_event`,
  `alter table reads_peer.case_event add primary key (case_id, place),
    add foreign key (case_id) references reads_peer.case_record`,
  `create table reads_peer.measure_month as select region_id, month, measure, sum(whole)::float8 as whole
    from core.measure_month group by region_id, month, measure`,
  `alter table reads_peer.measure_month add primary key (region_id, measure, month),
    add foreign key (region_id) references reads_peer.region`,
  'create type reads_peer.figure as (key text, value float8, numerator float8, denominator float8, n float8)',
  `create function reads_peer.region_months(region reads_peer.region, "from" date, "to" date)
    returns setof reads_peer.figure stable language sql as $$
      select month::date::text, 100 * (closed - late - free) / nullif(closed - free, 0), closed - late - free, closed - free,
        closed - free
      from (select series.month, coalesce(sum(whole) filter (where measure = 'cases-closed'), 0) as closed,
          coalesce(sum(whole) filter (where measure = 'cases-closed-late'), 0) as late,
          coalesce(sum(whole) filter (where measure = 'cases-closed-without-limit'), 0) as free
        from generate_series("from"::timestamp, "to"::timestamp - interval '1 day', interval '1 month') as series (month)
        left join reads_peer.measure_month m on m.region_id = (region).id and m.month = series.month::date
          and m.measure in ('cases-closed', 'cases-closed-late', 'cases-closed-without-limit')
        group by 1) sums order by 1 $$`,
  `create function reads_peer.region_figures(region reads_peer.region, codes text[], "from" date, "to" date)
    returns setof reads_peer.figure stable language sql as $$
      select code, case code when 'on-time-rate' then 100 * (closed - late - free) / nullif(closed - free, 0) else n end,
        case code when 'on-time-rate' then closed - late - free else n end,
        case code when 'on-time-rate' then closed - free end,
        case code when 'on-time-rate' then closed - free else n end
      from (select coalesce(sum(whole) filter (where measure = 'cases-closed'), 0) as closed,
          coalesce(sum(whole) filter (where measure = 'cases-closed-late'), 0) as late,
          coalesce(sum(whole) filter (where measure = 'cases-closed-without-limit'), 0) as free,
          coalesce(sum(whole) filter (where measure = 'cases-accepted'), 0) as accepted
        from reads_peer.measure_month m where m.region_id = (region).id and m.month >= "from" and m.month < "to"
          and m.measure in ('cases-closed', 'cases-closed-late', 'cases-closed-without-limit', 'cases-accepted')) sums,
      unnest(codes) with ordinality as wanted (code, place),
      lateral (select case code when 'cases-accepted' then accepted when 'cases-closed' then closed else late end as n) one
      order by place $$`,
  `create function reads_peer.region_newest(region reads_peer.region) returns setof reads_peer.case_record
    stable language sql as $$
      select * from reads_peer.case_record where scope_key >= (region).scope_key and scope_key < (region).scope_end
      order by last_event_at desc, case_id desc $$`,
  `create function reads_peer.region_overdue(region reads_peer.region) returns setof reads_peer.case_record
    stable language sql as $$
      select * from reads_peer.case_record where overdue and scope_key >= (region).scope_key
        and scope_key < (region).scope_end order by last_event_at desc, case_id desc $$`,
]

/** Makes what the peers read, out of what the product holds. */
export const makePeerContent = async (pool: pg.Pool): Promise<void> => {
  for (const statement of STATEMENTS) await pool.query(statement)
  await pool.query('analyze')
}
