import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Read and written by the platform itself only: no reader's scope sees a row. */
const KEPT = { read: 'engine', write: ['administration', 'engine'] } as const

export const webhook: Migration = {
  up: async (db) => {
    await sql`create table core.webhook (
      id uuid primary key,
      name text not null,
      url text not null,
      region_id int not null,
      lo bigint not null,
      hi bigint not null,
      organisation_id int,
      hall_id int,
      kinds text not null,
      min_level text not null check (min_level in ('WARNING', 'YELLOW', 'RED')),
      owner_id uuid not null,
      owner_name text not null,
      created_at timestamptz not null,
      after_seq bigint not null,
      stopped_at timestamptz,
      stop_reason text check (stop_reason in ('GONE', 'RETRIES_USED_UP')),
      ended_at timestamptz,
      end_reason text check (end_reason in ('ASKED', 'RIGHTS_LOST')),
      check (lo < hi)
    )`.execute(db)
    await secure(db, 'core.webhook', KEPT)
    await sql`create table core.webhook_secret (
      id uuid primary key,
      webhook_id uuid not null references core.webhook (id) on delete cascade,
      sealed bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz
    )`.execute(db)
    await sql`create index webhook_secret_webhook on core.webhook_secret (webhook_id)`.execute(db)
    await secure(db, 'core.webhook_secret', KEPT)
    await sql`create table core.webhook_delivery (
      id uuid primary key,
      webhook_id uuid not null references core.webhook (id) on delete cascade,
      seq bigint not null,
      subject text not null,
      kind text not null,
      state text not null check (state in ('PENDING', 'DELIVERED', 'DROPPED')),
      created_at timestamptz not null,
      attempts int not null,
      begun_at timestamptz,
      next_at timestamptz not null,
      attempted_at timestamptz,
      delivered_at timestamptz,
      status int,
      fault text,
      answer text,
      unique (webhook_id, seq)
    )`.execute(db)
    await sql`create index webhook_delivery_due on core.webhook_delivery (webhook_id, next_at)
      where state = 'PENDING'`.execute(db)
    await sql`create index webhook_delivery_order on core.webhook_delivery (webhook_id, subject, seq)
      where state = 'PENDING'`.execute(db)
    await sql`create index webhook_delivery_age on core.webhook_delivery (created_at)
      where state <> 'PENDING'`.execute(db)
    await secure(db, 'core.webhook_delivery', KEPT)
  },
}
