import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../database/policies.ts'

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

export const accessMigrations: Readonly<Record<string, Migration>> = { '0007-access': access }
