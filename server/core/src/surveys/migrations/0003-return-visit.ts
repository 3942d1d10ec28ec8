import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

const HIDDEN = { read: 'range', write: ['engine'], veil: true } as const

export const createReturnVisit: Migration = {
  up: async (db) => {
    await sql`create table surveys.return_visit (
      id uuid primary key,
      origin text not null check (origin in ('SURVEY', 'RATING')),
      origin_id uuid not null, campaign_id uuid references surveys.campaign (id),
      survey_code text, survey_version int, questions text not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      case_area int not null, opened_on date not null, case_id uuid not null, case_ref text not null,
      matter_id int not null, case_hall_id int not null, case_organisation_id int, ended_at timestamptz not null,
      opened_at timestamptz not null, due_at timestamptz,
      outcome text check (outcome in ('CONFIRMED', 'NOT_CONFIRMED', 'UNREACHABLE')), words text,
      settled_at timestamptz, settled_by_id text, settled_by text, in_time boolean, finding_id uuid,
      unique (origin, origin_id),
      check (released_at is null),
      check ((outcome is null) = (settled_at is null))
    )`.execute(db)
    await sql`create index return_visit_place on surveys.return_visit (scope_key, id desc)`.execute(db)
    await secure(db, 'surveys.return_visit', HIDDEN)
    await sql`create table surveys.integrity_lead (
      id uuid primary key,
      campaign_id uuid not null references surveys.campaign (id),
      sampled_case_id uuid not null unique references surveys.sampled_case (id), questions text not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      case_area int not null, opened_on date not null, case_id uuid not null, case_ref text not null,
      matter_id int not null, case_hall_id int not null, case_organisation_id int, ended_at timestamptz not null,
      opened_at timestamptz not null,
      state text not null check (state in ('OPEN', 'REFERRED', 'DISMISSED')),
      words text, decided_at timestamptz, decided_by_id text, decided_by text,
      check (released_at is null),
      check ((state = 'OPEN') = (decided_at is null))
    )`.execute(db)
    await sql`create index integrity_lead_place on surveys.integrity_lead (scope_key, id desc)`.execute(db)
    await secure(db, 'surveys.integrity_lead', HIDDEN)
  },
}
