import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Read and written by the platform itself only: no reader's scope sees a row. */
const KEPT = { read: 'engine', write: ['administration'] } as const

const signIn: Migration = {
  up: async (db) => {
    await sql`alter table core.account alter column password_hash drop not null,
      add column password_ends_at timestamptz,
      add column by_provider boolean not null default false,
      add column last_sign_in_at timestamptz`.execute(db)
    // Sessions of before have no address: whoever was signed in does so again.
    await sql`delete from core.session`.execute(db)
    await sql`alter table core.session add column id uuid not null unique,
      add column address text not null,
      add column via text not null check (via in ('PASSWORD', 'OIDC'))`.execute(db)
    await sql`create index session_account on core.session (account_id)`.execute(db)
    await sql`alter table core.sign_in_attempt
      add column kind text not null default 'PASSWORD' check (kind in ('PASSWORD', 'CODE'))`.execute(db)
    await sql`create index sign_in_attempt_name on core.sign_in_attempt (username, attempted_at)`.execute(db)
    await sql`create table core.oidc_identity (
      issuer text not null,
      subject text not null,
      account_id uuid not null references core.account (id) on delete cascade,
      linked_at timestamptz not null,
      primary key (issuer, subject),
      unique (issuer, account_id)
    )`.execute(db)
    await secure(db, 'core.oidc_identity', KEPT)
    await sql`create table core.second_factor (
      account_id uuid primary key references core.account (id) on delete cascade,
      secret bytea not null,
      created_at timestamptz not null,
      confirmed_at timestamptz,
      last_step bigint
    )`.execute(db)
    await secure(db, 'core.second_factor', KEPT)
    await sql`create table core.recovery_code (
      account_id uuid not null references core.account (id) on delete cascade,
      hash text not null,
      primary key (account_id, hash)
    )`.execute(db)
    await secure(db, 'core.recovery_code', KEPT)
    await sql`create table core.sign_in_address (
      account_id uuid not null references core.account (id) on delete cascade,
      address text not null,
      seen_at timestamptz not null,
      primary key (account_id, address)
    )`.execute(db)
    await secure(db, 'core.sign_in_address', KEPT)
  },
}

export const signInMigrations: Readonly<Record<string, Migration>> = { '0010-sign-in': signIn }
