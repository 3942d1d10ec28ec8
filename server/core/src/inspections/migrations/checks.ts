import { sql, type Kysely } from 'kysely'
import { secure, type TableAccess } from '../../database/policies.ts'
import { OF_ISSUER, type Prefix } from './0001-inspection.ts'

/** Checks that are no secret are seen by the hall that they are of. */
const OF_HALL = { read: 'range', write: ['engine'], hall: 'hall_id' } as const satisfies TableAccess
const accessOf = (prefix: Prefix): TableAccess => (prefix === '' ? OF_HALL : OF_ISSUER)

/** Checks, who makes them, who was replaced, and what they found. */
export async function createChecks<T>(db: Kysely<T>, prefix: Prefix): Promise<void> {
  await createCheck(db, prefix)
  const of = sql.raw(`inspections.${prefix}check`)
  await sql`create table ${sql.raw(`inspections.${prefix}assignment`)} (
    check_id uuid not null references ${of} (id), campaign_id uuid not null, person_id text not null, name text not null,
    withdrawn_at timestamptz, hall_id int not null, scope_key bigint not null,
    primary key (check_id, person_id)
  )`.execute(db)
  await sql`create index ${sql.raw(`${prefix}assignment_person`)}
    on ${sql.raw(`inspections.${prefix}assignment`)} (person_id, check_id desc) where withdrawn_at is null`.execute(db)
  await secure(db, `inspections.${prefix}assignment`, accessOf(prefix))
  await sql`create table ${sql.raw(`inspections.${prefix}replacement`)} (
    id uuid primary key, campaign_id uuid not null, check_id uuid not null references ${of} (id),
    kind text not null check (kind in ('TARGET', 'INSPECTOR', 'RECUSAL')),
    replaced text not null, substitute text not null, reason text not null,
    actor_id text not null, actor text not null, at timestamptz not null, scope_key bigint not null
  )`.execute(db)
  await sql`create index ${sql.raw(`${prefix}replacement_of`)}
    on ${sql.raw(`inspections.${prefix}replacement`)} (campaign_id, id)`.execute(db)
  await secure(db, `inspections.${prefix}replacement`, OF_ISSUER)
  await sql`create table ${sql.raw(`inspections.${prefix}answer`)} (
    check_id uuid not null references ${of} (id), campaign_id uuid not null, item text not null,
    value text not null, failed boolean not null, words text, evidence uuid[] not null,
    answered_by_id text not null, answered_by text not null, answered_at timestamptz not null,
    hall_id int not null, scope_key bigint not null,
    primary key (check_id, item)
  )`.execute(db)
  await secure(db, `inspections.${prefix}answer`, accessOf(prefix))
}

async function createCheck<T>(db: Kysely<T>, prefix: Prefix): Promise<void> {
  const table = sql.raw(`inspections.${prefix}check`)
  await sql`create table ${table} (
    id uuid primary key,
    campaign_id uuid not null references ${sql.raw(`inspections.${prefix}campaign`)} (id),
    draw_id uuid not null references ${sql.raw(`inspections.${prefix}draw`)} (id),
    hall text not null, hall_name text not null, hall_id int not null,
    region_id int not null, area_code int not null, place_key bigint not null, scope_key bigint not null,
    title text not null, method text not null, clause text not null,
    checklist text not null, checklist_version int not null, edition text, due_on date not null,
    probability double precision check (probability > 0 and probability <= 1),
    instead_of uuid references ${table} (id),
    state text not null check (state in ('ASSIGNED', 'STARTED', 'DONE', 'REPLACED')),
    started_at timestamptz, completed_at timestamptz, completed_by text, counted_on date, failed boolean,
    unique (draw_id, hall),
    check ((state = 'DONE') = (completed_at is not null) and (state = 'DONE') = (failed is not null)),
    check (state in ('ASSIGNED', 'REPLACED') or started_at is not null)
  )`.execute(db)
  await sql`create index ${sql.raw(`${prefix}check_of`)} on ${table} (campaign_id, id)`.execute(db)
  await sql`create index ${sql.raw(`${prefix}check_place`)} on ${table} (scope_key, id desc)`.execute(db)
  await sql`create index ${sql.raw(`${prefix}check_day`)} on ${table} (counted_on, scope_key)`.execute(db)
  await secure(db, `inspections.${prefix}check`, accessOf(prefix))
}
