import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type RawBuilder } from 'kysely'
import { CARD_AT, cardIn, recordAt, recordIn, type Period, type TimeBase } from './time-base.ts'

type Db = PluginTransaction<unknown>

/** By what numbers are told apart. */
export type Breakdown = 'REGION' | 'ORGANISATION' | 'ACT' | 'MONTH'

/** Numbers of yellow and red cards and of records, of one region, organisation, act or month. */
export type AccountabilityCounts = {
  /** The id of the region or organisation, the act, or the month as `2026-03`; null for what has none. */
  readonly key: string | null
  readonly issued: number
  readonly revoked: number
  readonly upheld: number
  readonly opened: number
  readonly decided: number
  readonly admonition: number
  readonly criticism: number
  readonly orderedToCorrect: number
  readonly referred: number
  readonly none: number
}

const CARD = { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' } as const
const RECORD = { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' } as const

const monthOf = (instant: RawBuilder<unknown>) => sql`to_char(${instant} at time zone 'Asia/Shanghai', 'YYYY-MM')`

const OF_CARD = {
  REGION: () => sql`a.region_id::text`,
  ORGANISATION: () => sql`a.organisation_id::text`,
  ACT: () => sql`(select r.act from efficiency.accountability_record r where r.alert_id = a.alert_id
    and r.state <> 'WITHDRAWN')`,
  MONTH: (base: TimeBase) => monthOf(sql.ref(CARD_AT[base])),
} satisfies Readonly<Record<Breakdown, (base: TimeBase) => RawBuilder<unknown>>>

const OF_RECORD = {
  REGION: () => sql`r.region_id::text`,
  ORGANISATION: () => sql`r.organisation_id::text`,
  ACT: () => sql`r.act`,
  MONTH: (base: TimeBase) => monthOf(recordAt(base)),
} satisfies Readonly<Record<Breakdown, (base: TimeBase) => RawBuilder<unknown>>>

const has = (kind: 'UPHELD' | 'REVOKED' | 'REFUSED' | 'LAPSED') => sql`exists (select from core.alert_step s
  where s.area_code = a.area_code and s.opened_on = a.opened_on and s.case_id = a.case_id
    and s.alert_id = a.alert_id and s.kind = ${kind})`

/**
 * Cards and records of a period by one of the time bases. A base chooses what is counted; then all that became of it
 * counts, whenever that was. Cards that were never issued, and records that were withdrawn, do not count.
 */
export async function selectAccountabilityCounts(
  db: Db,
  reach: Reach,
  { base, by, ...period }: Period & { readonly base: TimeBase; readonly by: Breakdown },
): Promise<readonly AccountabilityCounts[]> {
  const measured = (measure: string) => sql`sum((measure = ${measure})::int)`
  const { rows } = await sql<AccountabilityCounts>`with counted as (
    select ${OF_CARD[by](base)} as key, 1 as issued, ${has('REVOKED')}::int as revoked, ${has('UPHELD')}::int as upheld,
      0 as opened, 0 as decided, null::text as measure
    from core.alert a join core."case" c
      on c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id
    where ${withinReach(reach, CARD)} and a.subject = 'case' and a.level in ('YELLOW', 'RED')
      and a.state <> 'TO_CONFIRM' and ${cardIn(base, period)} and not ${has('REFUSED')} and not ${has('LAPSED')}
    union all
    select ${OF_RECORD[by](base)}, 0, 0, 0, 1, (r.measure is not null)::int, r.measure
    from efficiency.accountability_record r
    where ${withinReach(reach, RECORD)} and r.state <> 'WITHDRAWN' and ${recordIn(base, period)}
  )
  select key, sum(issued)::int as issued, sum(revoked)::int as revoked, sum(upheld)::int as upheld,
    sum(opened)::int as opened, sum(decided)::int as decided,
    coalesce(${measured('ADMONITION')}, 0)::int as admonition, coalesce(${measured('CRITICISM')}, 0)::int as criticism,
    coalesce(${measured('ORDERED_TO_CORRECT')}, 0)::int as ordered_to_correct,
    coalesce(${measured('REFERRED')}, 0)::int as referred, coalesce(${measured('NONE')}, 0)::int as none
  from counted group by key order by key nulls last limit 500`.execute(db)
  return rows
}
