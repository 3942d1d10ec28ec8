import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'

const PLACE = sql`area_code int not null, region_id int not null, scope_key bigint not null,
  organisation_id int, hall_id int`
const GRADE = sql`smallint not null check (grade between 1 and 5)`
const CHANNEL = sql`text not null check (channel in ('DEVICE', 'KIOSK', 'QR', 'PORTAL', 'APP', 'SMS', 'HOTLINE'))`
const KIND = sql`text not null check (kind in ('FIRST', 'FOLLOW_UP'))`

/** The rated see what was said of them, never how it was given. */
const OF_UNIT = { read: 'range', organisation: 'organisation_id', hall: 'hall_id' } as const
const HIDDEN = { read: 'engine', write: ['engine', 'intake'] } as const

/** Ratings, how they were given, and what was refused. */
export const createRating: Migration = {
  up: async (db) => {
    await sql`create table ratings.rating (
      id uuid not null, ${PLACE}, window_id int, matter_id int not null, day date not null, kind ${KIND},
      channel ${CHANNEL}, case_channel text not null, case_source text not null, grade ${GRADE},
      is_default boolean not null, is_satisfied boolean not null, version smallint not null,
      tags text not null, items text not null, has_words boolean not null, is_real_name boolean not null,
      verdict text check (verdict in ('UPHELD', 'UNFOUNDED', 'STRUCK_OUT')), answered_day date,
      primary key (area_code, id),
      check (not is_default or (kind = 'FIRST' and answered_day is null and not has_words)),
      check (verdict is null or (kind = 'FIRST' and grade <= 2 and not is_default))
    )`.execute(db)
    await sql`create index rating_newest on ratings.rating (scope_key, day desc, id desc)`.execute(db)
    await sql`create index rating_negative on ratings.rating (scope_key, day desc, id desc)
      where grade <= 2 and not is_default`.execute(db)
    await sql`create index rating_day on ratings.rating (day, scope_key)`.execute(db)
    await sql`create index rating_answered on ratings.rating (answered_day, scope_key)`.execute(db)
    await secure(db, 'ratings.rating', { ...OF_UNIT, write: ['engine', 'intake'] })
    await createHidden.up(db)
    await createOrder.up(db)
    await createTerms.up(db)
  },
}

const createHidden: Migration = {
  up: async (db) => {
    await sql`create table ratings.given (
      area_code int not null, case_id uuid not null, kind ${KIND}, opened_on date not null, rating_id uuid not null,
      scope_key bigint not null, hall_id int, organisation_id int, window_id int,
      given_at timestamptz not null, received_at timestamptz not null, case_ended_at timestamptz,
      ended_before boolean not null, source text not null, external_id text not null, content_hash text not null,
      device_hash bytea, address_hash bytea, words text check (char_length(words) <= 500),
      primary key (area_code, case_id, kind)
    )`.execute(db)
    await sql`create index given_rating on ratings.given (rating_id)`.execute(db)
    await sql`create index given_at on ratings.given (given_at, scope_key)`.execute(db)
    await secure(db, 'ratings.given', HIDDEN)
    await sql`create table ratings.repeat (
      area_code int not null, case_id uuid not null, source text not null, external_id text not null,
      scope_key bigint not null, hall_id int, organisation_id int, channel ${CHANNEL}, grade ${GRADE},
      given_at timestamptz not null, received_at timestamptz not null,
      primary key (area_code, case_id, source, external_id)
    )`.execute(db)
    await sql`create index repeat_at on ratings.repeat (given_at, scope_key)`.execute(db)
    await secure(db, 'ratings.repeat', HIDDEN)
    await sql`create table ratings.token (
      digest bytea primary key, used_at timestamptz not null, expires_at timestamptz not null
    )`.execute(db)
    await secure(db, 'ratings.token', HIDDEN)
  },
}

/** Work orders. That two people strike a rating out, and that nothing ends before somebody looked, is held here too. */
const createOrder: Migration = {
  up: async (db) => {
    await sql`create table ratings.work_order (
      id uuid not null, ${PLACE}, rating_id uuid not null, day date not null, grade ${GRADE}, version smallint not null,
      tags text not null,
      state text not null check (state in ('OPEN', 'CONTACTED', 'UPHELD', 'UNFOUNDED', 'STRIKE_PROPOSED', 'FIXED',
        'EXPLAINED', 'STRUCK_OUT', 'CLOSED')),
      contact_due timestamptz not null, fix_due timestamptz not null,
      contacted_at timestamptz, contacted_by_id text, contacted_by text, reached boolean, account text,
      verified_at timestamptz, verified_by_id text, verified_by text, ground text,
      strike_reason text check (strike_reason in ('MISTAKEN', 'MALICIOUS')),
      struck_at timestamptz, struck_by_id text, struck_by text,
      settled_at timestamptz, settled_by_id text, settled_by text, outcome text,
      closed_at timestamptz, follow_up_grade smallint check (follow_up_grade between 1 and 5), finding_id uuid,
      primary key (area_code, id), unique (area_code, rating_id),
      constraint contacted check (state = 'OPEN' or (contacted_by_id is not null and account is not null)),
      constraint verified check (state in ('OPEN', 'CONTACTED') or (verified_by_id is not null and ground is not null)),
      constraint settled check (state not in ('FIXED', 'EXPLAINED', 'CLOSED')
        or (settled_by_id is not null and outcome is not null)),
      constraint struck check ((state = 'STRUCK_OUT') = (struck_by_id is not null)),
      constraint struck_by_another check (struck_by_id is null
        or (struck_by_id <> verified_by_id and strike_reason is not null)),
      constraint upheld check (state not in ('UPHELD', 'FIXED') or finding_id is not null)
    )`.execute(db)
    await sql`create index work_order_turn on ratings.work_order (scope_key, fix_due, id)`.execute(db)
    await secure(db, 'ratings.work_order', { ...OF_UNIT, write: ['engine', 'intake'] })
    await sql`create table ratings.order_step (
      area_code int not null, order_id uuid not null, id uuid not null, scope_key bigint not null,
      at timestamptz not null, actor_id text not null, actor text not null, step text not null, state text not null,
      words text not null, primary key (area_code, order_id, id)
    )`.execute(db)
    await appendOnly(db, 'ratings.order_step', 'range', ['engine', 'intake'])
  },
}

const createTerms: Migration = {
  up: async (db) => {
    await sql`create table ratings.terms (
      id uuid primary key, region_id int not null, area_code int not null, scope_key bigint not null,
      organisation_id int, satisfied_from smallint not null check (satisfied_from between 2 and 5),
      contact_days int not null, fix_days int not null, worst_fix_days int not null, link_days int not null,
      set_at timestamptz not null, set_by_id text not null, set_by text not null
    )`.execute(db)
    await sql`create index terms_of on ratings.terms (region_id, id desc)`.execute(db)
    await appendOnly(db, 'ratings.terms', 'open', ['administration', 'engine'])
  },
}
