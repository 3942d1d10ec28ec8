import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'

const SEAT = sql.raw('region_id int not null, area_code int not null, scope_key bigint not null')
const WEIGHTED = sql.raw(`at smallint not null, indicator text not null,
  weight int not null check (weight between 1 and 10000), zero_at float8 not null, full_at float8`)
const BY_ENGINE = ['engine'] as const

/** Weights and frozen scores: the serving login adds to them and reads them, and can change or delete nothing (5-e). */
export const createScore: Migration = {
  up: async (db) => {
    await sql`create table halls.score_weights (
      id uuid primary key, ${SEAT}, from_month date not null,
      minimum_coverage int check (minimum_coverage between 1 and 10000), grace_days smallint not null check (grace_days >= 0),
      reason text not null, set_at timestamptz not null, set_by text not null
    )`.execute(db)
    await sql`create index score_weights_of on halls.score_weights (region_id, id desc)`.execute(db)
    await appendOnly(db, 'halls.score_weights', 'open', BY_ENGINE)
    await sql`create table halls.score_weight (
      weights_id uuid not null references halls.score_weights (id), ${WEIGHTED}, primary key (weights_id, indicator)
    )`.execute(db)
    await appendOnly(db, 'halls.score_weight', 'open', BY_ENGINE)
    await sql`create table halls.score (
      id uuid not null, ${SEAT}, kind text not null check (kind in ('REGION', 'HALL')), subject_id int not null,
      hall_id int, level text not null, peers_in int, month date not null,
      value float8 check (value between 0 and 100), coverage int not null, is_rescaled boolean not null,
      weights_id uuid not null, frozen_at timestamptz not null,
      primary key (area_code, month, kind, subject_id)
    )`.execute(db)
    await sql`create index score_peers on halls.score (month, kind, peers_in, level)`.execute(db)
    await sql`create index score_scope on halls.score (scope_key, month)`.execute(db)
    await appendOnly(db, 'halls.score', { read: 'range', hall: 'hall_id' }, BY_ENGINE)
    await sql`create table halls.score_part (
      area_code int not null, scope_key bigint not null, hall_id int, score_id uuid not null, ${WEIGHTED},
      display text not null, n float8 not null, value float8, "full" float8, points float8 check (points between 0 and 100),
      effective_weight int not null, contribution float8, missing text,
      primary key (area_code, score_id, indicator)
    )`.execute(db)
    await appendOnly(db, 'halls.score_part', { read: 'range', hall: 'hall_id' }, BY_ENGINE)
    await sql`create table halls.score_month (
      ${SEAT}, month date not null, frozen_at timestamptz not null, n int not null, primary key (region_id, month)
    )`.execute(db)
    await appendOnly(db, 'halls.score_month', 'open', BY_ENGINE)
  },
}
