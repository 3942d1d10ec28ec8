/** The statements of peers over the schema `reads_peer`. */
const CASE = `case_id, external_id as "externalId", state, accepted_at as "acceptedAt", closed_at as "closedAt", overdue,
  region_id, hall_id, matter_id`
const MEASURES = `('cases-closed', 'cases-closed-late', 'cases-closed-without-limit', 'cases-accepted')`

/** What resolvers ask, each by its name as a prepared statement. */
export const ROWS = {
  regionsByCode: 'select id, code, name, scope_key, scope_end from reads_peer.region where code = any($1)',
  regions: 'select id, code, name from reads_peer.region where id = any($1)',
  halls: 'select id, code, name from reads_peer.hall where id = any($1)',
  matters: 'select id, code, name from reads_peer.matter where id = any($1)',
  cases: `select ${CASE} from reads_peer.case_record where case_id = any($1)`,
  events: `select case_id, kind, occurred_at as "occurredAt", received_at as "receivedAt", step, note
    from reads_peer.case_event where case_id = any($1) order by case_id, place`,
  newest: `select ${CASE} from reads_peer.case_record where scope_key >= $1 and scope_key < $2
    order by last_event_at desc, case_id desc limit $3`,
  overdue: `select ${CASE} from reads_peer.case_record where overdue and scope_key >= $1 and scope_key < $2
    order by last_event_at desc, case_id desc limit $3`,
  countOverdue: `select count(*)::int as n from (select 1 from reads_peer.case_record
    where overdue and scope_key >= $1 and scope_key < $2 limit 10000) counted`,
  months: `select region_id, month::text, measure, whole from reads_peer.measure_month
    where region_id = any($1) and month >= $2 and month < $3 and measure in ${MEASURES}`,
} as const

const PLACES = `join reads_peer.hall h on h.id = c.hall_id join reads_peer.matter m on m.id = c.matter_id`
const NAMED = (alias: string): string => `json_build_object('code', ${alias}.code, 'name', ${alias}.name)`
const LISTED = `json_build_object('externalId', c.external_id, 'state', c.state, 'acceptedAt', c.accepted_at,
  'closedAt', c.closed_at, 'overdue', c.overdue, 'matter', ${NAMED('m')}, 'hall', ${NAMED('h')})`
const FIGURE = `json_build_object('value', value, 'numerator', numerator, 'denominator', denominator, 'n', n)`
const WITHIN = (
  region: string,
): string => `c.scope_key >= (select scope_key from reads_peer.region where code = ${region})
  and c.scope_key < (select scope_end from reads_peer.region where code = ${region})`
const LIST = (condition: string, region: string, limit: string): string =>
  `(select coalesce(json_agg(node), '[]') from (select ${LISTED} as node from (select * from reads_peer.case_record c
    where ${condition} and ${WITHIN(region)} order by last_event_at desc, case_id desc limit ${limit}) c
    ${PLACES} order by c.last_event_at desc, c.case_id desc) nodes)`

/** One statement for each work, which makes all of the answer: the parameters are those of `rawParameters`. */
export const ANSWERS = {
  rollup: `select json_object_agg('c' || place - 1, json_build_object('rows', (select json_agg(json_build_object('key', key,
      'figure', ${FIGURE}) order by key) from reads_peer.region_months(r, $2, $3))))::text as answer
    from unnest($1::text[]) with ordinality as wanted (code, place) join reads_peer.region r on r.code = wanted.code`,
  list: `select json_build_object('cases', json_build_object('nodes', ${LIST('true', '$1', '$2')}))::text as answer`,
  case: `select json_build_object('case', (select json_build_object('externalId', c.external_id, 'state', c.state,
      'acceptedAt', c.accepted_at, 'closedAt', c.closed_at, 'overdue', c.overdue, 'matter', ${NAMED('m')},
      'hall', ${NAMED('h')}, 'region', ${NAMED('r')},
      'timeline', (select json_agg(json_build_object('kind', e.kind, 'occurredAt', e.occurred_at, 'receivedAt', e.received_at,
        'step', e.step, 'note', e.note) order by e.place) from reads_peer.case_event e where e.case_id = c.case_id))
    from reads_peer.case_record c ${PLACES} join reads_peer.region r on r.id = c.region_id
    where c.case_id = $1))::text as answer`,
  dashboard: `select json_build_object('rollups', (select json_agg(json_build_object('indicator', json_build_object('code', key),
        'total', ${FIGURE})) from reads_peer.region r, reads_peer.region_figures(r, $2, $3, $4) where r.code = $1),
      'cases', json_build_object('total', (select count(*) from (select 1 from reads_peer.case_record c
          where overdue and ${WITHIN('$1')} limit 10000) counted),
        'nodes', ${LIST('overdue', '$1', '20')}))::text as answer`,
} as const
