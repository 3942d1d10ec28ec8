import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

const SEAT = sql.raw('region_id int not null, area_code int not null, scope_key bigint not null')

const OF_AUTHORITY = { read: 'range', write: ['engine'] } as const

/** Quality groups with their members, objectives, and what registers and groups come to day by day. */
export const createManagement: Migration = {
  up: async (db) => {
    await sql`create table halls.quality_group (
      id uuid primary key, ${SEAT}, unique (region_id),
      name text not null, document text not null,
      valid_from date not null, valid_to date check (valid_to > valid_from),
      control_measures text not null, improvement_plan text not null,
      clock_id uuid, leader_until date,
      changed_at timestamptz not null, changed_by text not null
    )`.execute(db)
    await sql`create index quality_group_scope on halls.quality_group (scope_key)`.execute(db)
    await secure(db, 'halls.quality_group', OF_AUTHORITY)
    await sql`create table halls.group_member (
      id uuid primary key, ${SEAT}, group_id uuid not null references halls.quality_group (id),
      duty text not null check (duty in ('PRIMARY_LEADER', 'LEADER', 'MEMBER')),
      name text not null, post text not null,
      valid_from date not null, valid_to date check (valid_to > valid_from)
    )`.execute(db)
    await sql`create index group_member_group on halls.group_member (group_id, valid_from)`.execute(db)
    await secure(db, 'halls.group_member', OF_AUTHORITY)
    await sql`create table halls.objective (
      id uuid primary key, ${SEAT},
      indicator text not null, comparator text not null check (comparator in ('AT_LEAST', 'AT_MOST')),
      target float8 not null, from_day date not null, to_day date not null check (to_day > from_day),
      set_at timestamptz not null, set_by text not null,
      withdrawn_at timestamptz, withdrawn_reason text,
      judged_at timestamptz, met boolean, display text, n float8,
      check ((withdrawn_at is null) = (withdrawn_reason is null)), check (withdrawn_at is null or judged_at is null)
    )`.execute(db)
    await sql`create index objective_scope on halls.objective (scope_key, id desc)`.execute(db)
    await sql`create index objective_due on halls.objective (to_day)
      where judged_at is null and withdrawn_at is null`.execute(db)
    await secure(db, 'halls.objective', OF_AUTHORITY)
    await sql`create table halls.standing (
      ${SEAT}, measure text not null, day date not null, n int not null, primary key (measure, region_id, day)
    )`.execute(db)
    await secure(db, 'halls.standing', OF_AUTHORITY)
  },
}
