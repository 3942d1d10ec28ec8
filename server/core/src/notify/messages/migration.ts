import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Read and written by the platform itself only: no reader's scope sees a row. */
const KEPT = { read: 'engine', write: ['administration', 'engine'] } as const

export const message: Migration = {
  up: async (db) => {
    await sql`create table core.message_preference (
      account_id uuid primary key references core.account (id) on delete cascade,
      address bytea,
      confirmed_at timestamptz,
      code_hash text,
      code_sent_at timestamptz,
      code_tries int not null,
      language text not null check (language in ('zh-CN', 'en')),
      levels text not null,
      digest_at text,
      quiet_from text not null,
      quiet_to text not null,
      updated_at timestamptz not null
    )`.execute(db)
    await secure(db, 'core.message_preference', KEPT)
    await sql`create table core.message (
      id uuid primary key,
      account_id uuid not null references core.account (id) on delete cascade,
      alert_id uuid not null,
      level text not null check (level in ('WARNING', 'YELLOW', 'RED')),
      seq bigint not null,
      state text not null check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN', 'DROPPED')),
      created_at timestamptz not null,
      due_at timestamptz not null,
      attempts int not null,
      sent_at timestamptz,
      unique (account_id, alert_id, level)
    )`.execute(db)
    await sql`create index message_due on core.message (due_at) where state = 'WAITING'`.execute(db)
    await sql`create index message_sending on core.message (id) where state = 'SENDING'`.execute(db)
    await secure(db, 'core.message', KEPT)
    await sql`create table core.message_state (one boolean primary key default true check (one), after_seq bigint not null)`.execute(
      db,
    )
    await sql`insert into core.message_state (after_seq) select coalesce(max(last_seq), 0) from core.feed_state`.execute(
      db,
    )
    await secure(db, 'core.message_state', KEPT)
  },
}
