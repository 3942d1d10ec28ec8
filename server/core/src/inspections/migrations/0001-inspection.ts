import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure, type TableAccess } from '../../database/policies.ts'
import { createChecks } from './checks.ts'

/** Open: what units may know. Veiled: the same tables once more, for what they may not; its rows move at the release. */
export const PREFIXES = ['', 'veiled_'] as const
export type Prefix = (typeof PREFIXES)[number]

/** By the region that inspects: who is bound to an organisation or hall, or to a part of that region, finds nothing. */
export const OF_ISSUER = { read: 'range', write: ['engine'] } as const satisfies TableAccess

/** Campaigns, frames, draws, checks with their answers, and what was published. */
export const createInspections: Migration = {
  up: async (db) => {
    for (const prefix of PREFIXES) {
      await createCampaign(db, prefix)
      await createFrame(db, prefix)
      await createDraw(db, prefix)
      await createChecks(db, prefix)
    }
    await createPublication(db)
  },
}

const METHOD = sql`method text not null check (method in ('PHONE', 'ON_SITE', 'UNDERCOVER', 'VIDEO', 'PATROL', 'JOINT',
  'DESK'))`

async function createCampaign<T>(db: Kysely<T>, prefix: Prefix): Promise<void> {
  const table = sql.raw(`inspections.${prefix}campaign`)
  await sql`create table ${table} (
    id uuid primary key,
    title text not null check (char_length(title) between 1 and 200),
    ${METHOD},
    mode text not null check (mode in ('PERIODIC', 'IRREGULAR', 'EITHER')),
    basis text not null check (basis in ('RANDOM', 'NAMED')),
    clause text not null, checklist text not null, checklist_version int not null, edition text,
    region_id int not null, area_code int not null, scope_key bigint not null,
    due_on date not null, participants text[] not null,
    sample_size int not null check (sample_size > 0),
    inspectors_per_target int not null check (inspectors_per_target >= 2),
    state text not null check (state in ('PLANNED', 'FROZEN', 'DRAWN', 'DONE', 'PUBLISHED')),
    planned_by_id text not null, planned_by text not null, planned_at timestamptz not null,
    frame_size int, frame_hash text, frozen_at timestamptz, done_on date,
    released_at timestamptz, published_at timestamptz,
    check (state = 'PLANNED' or (frame_size > 0 and frame_hash is not null and frozen_at is not null)),
    check ((state in ('DONE', 'PUBLISHED')) = (done_on is not null)),
    check ((state = 'PUBLISHED') = (published_at is not null))
  )`.execute(db)
  await sql`create index ${sql.raw(`${prefix}campaign_place`)} on ${table} (scope_key, id desc)`.execute(db)
  await secure(db, `inspections.${prefix}campaign`, OF_ISSUER)
}

async function createFrame<T>(db: Kysely<T>, prefix: Prefix): Promise<void> {
  const of = sql.raw(`inspections.${prefix}campaign`)
  await sql`create table ${sql.raw(`inspections.${prefix}inspector`)} (
    campaign_id uuid not null references ${of} (id), person_id text not null, name text not null,
    own_halls int[] not null, interests int[] not null, scope_key bigint not null,
    primary key (campaign_id, person_id)
  )`.execute(db)
  await secure(db, `inspections.${prefix}inspector`, OF_ISSUER)
  await sql`create table ${sql.raw(`inspections.${prefix}target`)} (
    campaign_id uuid not null references ${of} (id), hall text not null, name text not null, hall_id int not null,
    region_id int not null, area_code int not null, place_key bigint not null,
    weight int not null check (weight between 1 and 1000000), scope_key bigint not null,
    primary key (campaign_id, hall)
  )`.execute(db)
  await secure(db, `inspections.${prefix}target`, OF_ISSUER)
}

async function createDraw<T>(db: Kysely<T>, prefix: Prefix): Promise<void> {
  await sql`create table ${sql.raw(`inspections.${prefix}draw`)} (
    id uuid primary key, campaign_id uuid not null references ${sql.raw(`inspections.${prefix}campaign`)} (id),
    number int not null check (number > 0), seed text not null, algorithm text not null, algorithm_version int not null,
    frame_hash text not null, reason text, drawn_by_id text not null, drawn_by text not null,
    drawn_at timestamptz not null, scope_key bigint not null,
    unique (campaign_id, number),
    constraint a_second_draw_has_a_reason check ((number = 1) = (reason is null))
  )`.execute(db)
  await secure(db, `inspections.${prefix}draw`, OF_ISSUER)
}

async function createPublication<T>(db: Kysely<T>): Promise<void> {
  await sql`create table inspections.publication (
    campaign_id uuid primary key references inspections.campaign (id),
    title text not null, ${METHOD}, clause text not null, words text not null, result text not null,
    published_by_id text not null, published_by text not null, published_at timestamptz not null,
    region_id int not null, area_code int not null, scope_key bigint not null
  )`.execute(db)
  await sql`create index publication_place on inspections.publication (scope_key, campaign_id desc)`.execute(db)
  await appendOnly(db, 'inspections.publication', 'open', ['engine'])
}
