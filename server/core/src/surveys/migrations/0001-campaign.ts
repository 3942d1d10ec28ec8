import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Who is bound to an organisation or hall reads no campaign: it tells of a whole region, and of what is under way. */
export const createCampaign: Migration = {
  up: async (db) => {
    await sql`create table surveys.campaign (
      id uuid primary key,
      survey_code text not null, survey_version int not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      mode text not null check (mode in ('PERIODIC', 'IRREGULAR', 'EITHER')),
      from_day date not null, to_day date not null, matter_id int, channel text, hall_id int,
      due_on date not null, sample_size int not null, rest_days int not null,
      seed text not null, algorithm text not null,
      state text not null check (state in ('PLANNED', 'RUNNING', 'ENDED')),
      frame_size int,
      planned_at timestamptz not null, planned_by_id text not null, planned_by text not null,
      drawn_at timestamptz,
      sampled int not null default 0, ineligible int not null default 0, answered int not null default 0,
      refused int not null default 0, unreachable int not null default 0, wrong_number int not null default 0,
      unhappy int not null default 0,
      check ((state = 'ENDED') = (released_at is not null)),
      check (state = 'PLANNED' or (drawn_at is not null and frame_size is not null))
    )`.execute(db)
    await sql`create index campaign_place on surveys.campaign (scope_key, id desc)`.execute(db)
    await secure(db, 'surveys.campaign', { read: 'range', write: ['engine'], veil: true })
    await createUnitResult.up(db)
    await sql`create table surveys.asked (
      applicant bytea primary key, asked_at timestamptz not null,
      campaign_id uuid not null references surveys.campaign (id)
    )`.execute(db)
    await secure(db, 'surveys.asked', { read: 'engine', write: ['engine'] })
  },
}

const createUnitResult: Migration = {
  up: async (db) => {
    await sql`create table surveys.unit_result (
      id uuid primary key,
      campaign_id uuid not null references surveys.campaign (id),
      survey_code text not null, survey_version int not null,
      region_id int not null, area_code int not null, scope_key bigint not null, hall_id int, organisation_id int,
      from_day date not null, to_day date not null, ended_at timestamptz not null,
      asked int not null, answered int not null, indices text not null
    )`.execute(db)
    await sql`create index unit_result_place on surveys.unit_result (scope_key, id desc)`.execute(db)
    const access = { read: 'range', write: ['engine'], organisation: 'organisation_id', hall: 'hall_id' } as const
    await secure(db, 'surveys.unit_result', access)
  },
}
