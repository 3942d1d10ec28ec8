import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

const HIDDEN = { read: 'range', write: ['engine'], veil: true } as const

/** Who is bound to an organisation or hall reads none: they are targets of what is planned. */
export const createPlan: Migration = {
  up: async (db) => {
    await sql`create table plans.plan (
      id uuid primary key,
      clause text not null, title text not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      mode text not null check (mode in ('PERIODIC', 'IRREGULAR', 'EITHER')),
      window_months int not null, minimum_count int not null, sample_size int,
      from_day date not null, to_day date not null,
      made_at timestamptz not null, made_by_id text not null, made_by text not null,
      stopped_at timestamptz, stopped_by text, stop_reason text
    )`.execute(db)
    await sql`create index plan_place on plans.plan (scope_key, id desc)`.execute(db)
    await secure(db, 'plans.plan', HIDDEN)
    await sql`create table plans.occurrence (
      id uuid primary key,
      plan_id uuid not null references plans.plan (id), clause text not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      from_day date not null, to_day date not null,
      done_on date, words text, evidence text, source_type text, source_id text,
      recorded_at timestamptz, recorded_by_id text, recorded_by text,
      void boolean not null default false,
      check ((done_on is null) = (recorded_at is null))
    )`.execute(db)
    await sql`create index occurrence_plan on plans.occurrence (plan_id, from_day, id)`.execute(db)
    await sql`create index occurrence_clause on plans.occurrence (clause, region_id, to_day)`.execute(db)
    await sql`create unique index occurrence_source on plans.occurrence (plan_id, source_type, source_id)`.execute(db)
    await secure(db, 'plans.occurrence', HIDDEN)
  },
}
