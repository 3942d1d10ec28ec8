import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Read and written by the platform itself only: no reader's scope sees a row. */
const KEPT = { read: 'engine', write: ['administration'] } as const

const thirdParty: Migration = {
  up: async (db) => {
    await sql`create table core.api_key_secret (
      prefix text primary key,
      api_key_id uuid not null references core.api_key (id) on delete cascade,
      hash text not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      last_used_at timestamptz
    )`.execute(db)
    await sql`create index api_key_secret_key on core.api_key_secret (api_key_id)`.execute(db)
    await sql`insert into core.api_key_secret (prefix, api_key_id, hash, created_at, last_used_at)
      select prefix, id, hash, created_at, last_used_at from core.api_key`.execute(db)
    await secure(db, 'core.api_key_secret', KEPT)
    await sql`alter table core.api_key drop column prefix, drop column hash, drop column last_used_at`.execute(db)
    await sql`create table core.client (
      id uuid primary key,
      client_id text not null unique,
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
    await secure(db, 'core.client', KEPT)
  },
}

export const thirdPartyMigrations: Readonly<Record<string, Migration>> = { '0011-third-party': thirdParty }
