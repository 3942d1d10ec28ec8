import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

const HIDDEN = { read: 'range', write: ['engine'], veil: true } as const

/** Whoever is asked about reads none of it: rows lie with the region that asks, and the unit's veil is never lifted. */
export const createSampledCase: Migration = {
  up: async (db) => {
    await sql`create table surveys.sampled_case (
      id uuid primary key,
      campaign_id uuid not null references surveys.campaign (id),
      place int not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      case_area int not null, opened_on date not null, case_id uuid not null, case_ref text not null,
      matter_id int not null, case_hall_id int not null, case_organisation_id int, ended_at timestamptz not null,
      ineligible boolean not null,
      outcome text check (outcome in ('ANSWERED', 'REFUSED', 'UNREACHABLE', 'WRONG_NUMBER')),
      tries int not null, tried_at timestamptz, visitor_id text, visitor text,
      answered_by text check (answered_by in ('TELEPHONE', 'LINK')), answered_at timestamptz,
      unhappy boolean not null,
      link_digest text unique, link_expires_at timestamptz,
      unique (campaign_id, place),
      check (released_at is null),
      check ((outcome is not distinct from 'ANSWERED') = (answered_at is not null and answered_by is not null))
    )`.execute(db)
    await secure(db, 'surveys.sampled_case', HIDDEN)
    await sql`create table surveys.answer (
      sampled_case_id uuid not null references surveys.sampled_case (id),
      campaign_id uuid not null,
      question text not null, value text not null, unhappy boolean not null,
      region_id int not null, area_code int not null, scope_key bigint not null, released_at timestamptz,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      check (released_at is null),
      primary key (sampled_case_id, question)
    )`.execute(db)
    await sql`create index answer_campaign on surveys.answer (campaign_id, question)`.execute(db)
    await secure(db, 'surveys.answer', HIDDEN)
  },
}
