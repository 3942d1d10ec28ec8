import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'

const PLACE = sql`area_code int not null, region_id int not null, scope_key bigint not null,
  organisation_id int, hall_id int`
const VEIL = sql`veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
  released_at timestamptz`
const SOURCE = sql`source text not null check (source in ('INSPECTION', 'RATING', 'COMPLAINT', 'CARD', 'SURVEY', 'DETECTOR',
  'SELF_ASSESSMENT', 'URGING', 'REPORT')), source_id text not null`
const SEVERITY = sql`severity text not null check (severity in ('MINOR', 'SERIOUS', 'GRAVE'))`

/** The unit that is found wanting sees its own, once it is released. */
const OF_UNIT = { read: 'range', organisation: 'organisation_id', hall: 'hall_id' } as const
const VEILED = { ...OF_UNIT, write: ['engine', 'intake'], veil: true } as const

/** Findings, each time that they were found, and what was done with them. */
export const createLedger: Migration = {
  up: async (db) => {
    await sql`create table findings.finding (
      id uuid primary key,
      type text not null, cause text not null, ${SEVERITY},
      title text not null check (char_length(title) between 1 and 200),
      ${PLACE}, ${VEIL}, subject_type text, subject_id text,
      state text not null check (state in ('OPEN', 'REOPENED', 'SETTLED', 'DISMISSED', 'MERGED')),
      occurrences int not null check (occurrences > 0), ${SOURCE},
      found_at timestamptz not null, last_found_at timestamptz not null,
      raised_by_id text not null, raised_by text not null,
      settled_at timestamptz, reopenings int not null,
      merged_into uuid references findings.finding (id),
      dismissal_by_id text, dismissal_by text, dismissal_reason text,
      dismissed_by_id text, dismissed_by text, dismissed_at timestamptz,
      check ((subject_type is null) = (subject_id is null)),
      check (merged_into <> id),
      check ((state = 'MERGED') = (merged_into is not null)),
      check (state <> 'SETTLED' or settled_at is not null),
      constraint dismissed_by_another check (dismissed_by_id not in (dismissal_by_id, raised_by_id)),
      check ((state = 'DISMISSED') = (dismissed_by_id is not null)),
      check (state <> 'DISMISSED' or (dismissal_by_id is not null and dismissal_reason is not null)),
      constraint veiled_is_untouched check (released_at is not null or (state = 'OPEN' and occurrences = 1))
    )`.execute(db)
    await sql`create index finding_place on findings.finding (scope_key, last_found_at desc, id desc)`.execute(db)
    await sql`create index finding_same on findings.finding (region_id, type, cause)
      where state in ('OPEN', 'REOPENED', 'SETTLED')`.execute(db)
    await secure(db, 'findings.finding', VEILED)
    await createOccurrence.up(db)
    await createStep.up(db)
  },
}

const createOccurrence: Migration = {
  up: async (db) => {
    await sql`create table findings.occurrence (
      id uuid primary key, finding_id uuid not null references findings.finding (id),
      ${SOURCE}, outcome text not null check (outcome in ('RAISED', 'JOINED', 'REOPENED')),
      ${SEVERITY}, title text not null check (char_length(title) between 1 and 200),
      found_at timestamptz not null, evidence uuid[] not null, ${PLACE}, ${VEIL},
      unique (source, source_id)
    )`.execute(db)
    await sql`create index occurrence_of on findings.occurrence (finding_id, found_at, id)`.execute(db)
    await secure(db, 'findings.occurrence', VEILED)
  },
}

const createStep: Migration = {
  up: async (db) => {
    await sql`create table findings.step (
      id uuid primary key, finding_id uuid not null references findings.finding (id),
      at timestamptz not null, day date not null,
      kind text not null check (kind in ('RAISED', 'JOINED', 'REOPENED', 'SETTLED', 'MERGED', 'DISMISSAL_PROPOSED',
        'DISMISSAL_REFUSED', 'DISMISSED')),
      actor_id text not null, actor text not null, words text not null, ${SEVERITY}, ${PLACE}
    )`.execute(db)
    await sql`create index step_of on findings.step (finding_id, id)`.execute(db)
    await sql`create index step_day on findings.step (day, scope_key)`.execute(db)
    await appendOnly(db, 'findings.step', OF_UNIT, ['engine', 'intake'])
  },
}
