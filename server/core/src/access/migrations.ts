import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { resecure, secure, type TableAccess } from '../database/policies.ts'

/** Read and written by the platform itself only: no reader's scope sees a row. */
const KEPT = { read: 'engine', write: ['administration'] } as const

const access: Migration = {
  up: async (db) => {
    await sql`create table core.account (
      id uuid primary key,
      username text not null unique check (username = lower(username)),
      password_hash text not null,
      display_name text not null,
      region_id int not null,
      lo bigint not null,
      hi bigint not null,
      permissions text not null,
      created_at timestamptz not null,
      disabled_at timestamptz,
      must_change boolean not null default false,
      check (lo < hi)
    )`.execute(db)
    await secure(db, 'core.account', KEPT)
    await sql`create table core.session (
      token_hash text primary key,
      account_id uuid not null references core.account (id) on delete cascade,
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db)
    await sql`create index session_expiry on core.session (expires_at)`.execute(db)
    await secure(db, 'core.session', KEPT)
    await sql`create table core.api_key (
      id uuid primary key,
      prefix text not null unique,
      hash text not null,
      name text not null,
      region_id int not null,
      lo bigint not null,
      hi bigint not null,
      permissions text not null,
      created_at timestamptz not null,
      created_by text,
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      check (lo < hi)
    )`.execute(db)
    await secure(db, 'core.api_key', KEPT)
    await sql`create table core.sign_in_attempt (
      id bigint generated always as identity primary key,
      username text not null,
      address text not null,
      attempted_at timestamptz not null
    )`.execute(db)
    await sql`create index sign_in_attempt_recent on core.sign_in_attempt (address, attempted_at)`.execute(db)
    await secure(db, 'core.sign_in_attempt', KEPT)
  },
}

/** Where readers may be bound to their own organisation or hall; other tables of the range then show them nothing. */
const BOUND: Readonly<Record<string, TableAccess>> = {
  'core."case"': { read: 'range', write: ['intake', 'engine'], organisation: 'organisation_id', hall: 'hall_id' },
  'core.case_event': { read: 'range', write: ['intake', 'engine'], organisation: 'organisation_id', hall: 'hall_id' },
  'core.alert': { read: 'range', write: ['intake', 'engine'], organisation: 'organisation_id', hall: 'hall_id' },
  'core.outbox': { read: 'range', write: ['intake', 'engine'], organisation: 'organisation_id', hall: 'hall_id' },
  'core.staff': { read: 'range', write: ['administration'], organisation: 'organisation_id', hall: 'hall_id' },
  'core.measure_split': { read: 'range', write: ['engine'], organisation: 'organisation_id' },
  'core.measure_delta': { read: 'range', write: ['intake', 'engine'], organisation: 'organisation_id' },
  'core.measure_day': { read: 'range', write: ['engine'] },
  'core.measure_month': { read: 'range', write: ['engine'] },
}

const roles: Migration = {
  up: async (db) => {
    await sql`create table core.role_grant (
      id uuid primary key,
      account_id uuid not null references core.account (id) on delete cascade,
      role text not null,
      region_id int not null,
      lo bigint not null,
      hi bigint not null,
      organisation_id int references core.organisation (id),
      hall_id int references core.hall (id),
      created_at timestamptz not null,
      created_by text,
      expires_at timestamptz,
      check (lo < hi),
      unique nulls not distinct (account_id, role, region_id, organisation_id, hall_id)
    )`.execute(db)
    await secure(db, 'core.role_grant', KEPT)
    await sql`alter table core.account add column founder boolean not null default false`.execute(db)
    await sql`update core.account set founder = true where username = 'admin'`.execute(db)
    // Accounts of before held names of permissions: who administered keeps that, who handled is authority, others read.
    await sql`insert into core.role_grant (id, account_id, role, region_id, lo, hi, created_at)
      select gen_random_uuid(), account.id, given.role, region_id, lo, hi, created_at from core.account as account
        cross join lateral unnest(case
          when founder then array['SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR', 'AUTHORITY']
          when permissions like '%core.administer%' then array['SYSTEM_ADMINISTRATOR']
          when permissions like '%.handle%' then array['AUTHORITY']
          else array['AUDITOR'] end) as given (role)`.execute(db)
    await sql`alter table core.account drop column permissions`.execute(db)
  },
}

const bound: Migration = {
  up: async (db) => {
    await sql`alter table core.case_event add column organisation_id int, add column hall_id int`.execute(db)
    await sql`update core.case_event e set organisation_id = c.organisation_id, hall_id = c.hall_id
      from core."case" c where c.area_code = e.area_code and c.opened_on = e.opened_on and c.case_id = e.case_id`.execute(
      db,
    )
    await sql`alter table core.case_event alter column hall_id set not null`.execute(db)
    await sql`alter table core.outbox add column organisation_id int, add column hall_id int`.execute(db)
    for (const [table, readers] of Object.entries(BOUND)) await resecure(db, table, readers)
  },
}

export const accessMigrations: Readonly<Record<string, Migration>> = {
  '0007-access': access,
  '0008-roles': roles,
  '0008-roles-bound': bound,
}
