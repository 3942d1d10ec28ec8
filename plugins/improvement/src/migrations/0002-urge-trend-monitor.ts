import { appendOnly, secure } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const PLACE = sql`area_code int not null, region_id int not null, scope_key bigint not null,
  organisation_id int, hall_id int`
const OF_UNIT = { read: 'range', write: ['engine'], organisation: 'organisation_id', hall: 'hall_id' } as const

/** Urges (7-d), trends (7-b), faults of ratings and changes of method (7-c), and the limits of places. */
export const createUrgeTrendMonitor: Migration = {
  up: async (db) => {
    await sql`create table improvement.urge (
      id uuid primary key, serial int generated always as identity unique, ${PLACE},
      source text not null check (source in ('PUBLIC', 'AUTHORITY')),
      subject text not null check (subject in ('CASE', 'COMPLAINT', 'RECTIFICATION')),
      subject_id text not null, number text not null,
      ground text not null check (ground in ('SLOW', 'NO_ANSWER', 'NOT_SETTLED', 'OTHER')), words text,
      urged_by_id text, urged_by text, received_at timestamptz not null, due timestamptz not null,
      answered_at timestamptz, answered_by_id text, answered_by text, answer text,
      check (source = 'AUTHORITY' or (words is null and urged_by_id is null and urged_by is null)),
      check (answered_by_id <> urged_by_id),
      check ((answered_at is null) = (answer is null))
    )`.execute(db)
    await sql`create index urge_place on improvement.urge (scope_key, serial desc)`.execute(db)
    await sql`create index urge_subject on improvement.urge (subject, subject_id, received_at)`.execute(db)
    await secure(db, 'improvement.urge', OF_UNIT)
    await createTrend.up(db)
    await createMonitor.up(db)
  },
}

/** A trend is of a whole region: who is bound to a unit sees none before it is handed over. */
const createTrend: Migration = {
  up: async (db) => {
    await sql`create table improvement.trend (
      id int generated always as identity primary key, ${PLACE},
      finding_type text not null, cause text not null, units int not null, findings int not null,
      since timestamptz not null, proposed_at timestamptz not null,
      state text not null check (state in ('PROPOSED', 'CONFIRMED', 'DISMISSED')),
      judged_at timestamptz, judged_by_id text, judged_by text, reason text,
      check (state = 'PROPOSED' or (judged_by_id is not null and judged_at is not null and reason is not null))
    )`.execute(db)
    await sql`create unique index trend_once on improvement.trend (region_id, finding_type, cause)
      where state = 'PROPOSED'`.execute(db)
    await sql`create index trend_place on improvement.trend (scope_key, id desc)`.execute(db)
    await secure(db, 'improvement.trend', { read: 'range', write: ['engine'] })
    await sql`create table improvement.terms (
      id int generated always as identity primary key,
      region_id int not null, area_code int not null, scope_key bigint not null,
      set_at timestamptz not null, set_by_id text not null, set_by text not null,
      hand_over_days int not null, accept_days int not null, plan_days int not null,
      minor_days int not null, serious_days int not null, grave_days int not null,
      feedback_days int not null, recheck_days int not null, urge_days int not null,
      effect_days int not null, trend_units int not null, trend_days int not null, hands_over_at_once boolean not null
    )`.execute(db)
    await sql`create index terms_region on improvement.terms (region_id, id desc)`.execute(db)
    await appendOnly(db, 'improvement.terms', 'open', ['engine', 'administration'])
  },
}

const createMonitor: Migration = {
  up: async (db) => {
    await sql`create table improvement.rating_fault (
      id int generated always as identity primary key, ${PLACE},
      kind text not null check (kind in ('DEFAULTS', 'DUPLICATES', 'BURST', 'BEFORE_CLOSE', 'OWN_DEVICE', 'ALL_BEST',
        'COVERAGE')),
      from_day date not null, to_day date not null check (to_day > from_day),
      part int not null, whole int not null, words text,
      detected_at timestamptz not null, detected_by_id text not null, detected_by text not null,
      state text not null check (state in ('DETECTED', 'CONFIRMED', 'DISMISSED', 'CORRECTED', 'CLOSED')),
      judged_at timestamptz, judged_by_id text, judged_by text, reason text,
      corrected_at timestamptz, corrected_by_id text, corrected_by text, correction text,
      closed_at timestamptz, closed_by_id text, closed_by text,
      check (state = 'DETECTED' or (judged_by_id is not null and reason is not null)),
      check (state not in ('CORRECTED', 'CLOSED') or (corrected_by_id is not null and correction is not null)),
      check (state <> 'CLOSED' or (closed_at is not null and closed_by_id is not null)),
      check (closed_by_id <> corrected_by_id)
    )`.execute(db)
    await sql`create unique index rating_fault_once on improvement.rating_fault
      (coalesce(hall_id, 0), region_id, kind, from_day, to_day)`.execute(db)
    await sql`create index rating_fault_place on improvement.rating_fault (scope_key, id desc)`.execute(db)
    await secure(db, 'improvement.rating_fault', OF_UNIT)
    await sql`create table improvement.method_change (
      id int generated always as identity primary key, ${PLACE},
      title text not null, change text not null, reason text not null, in_force_on date not null,
      recorded_at timestamptz not null, recorded_by_id text not null, recorded_by text not null,
      effect text, effect_at timestamptz, effect_by text,
      check ((effect is null) = (effect_at is null))
    )`.execute(db)
    await sql`create index method_change_place on improvement.method_change (scope_key, id desc)`.execute(db)
    await secure(db, 'improvement.method_change', OF_UNIT)
  },
}
