import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../database/policies.ts'

const outbox: Migration = {
  up: async (db) => {
    await sql`create table core.outbox (
      id bigint generated always as identity primary key,
      topic text not null check (topic in ('ALERT', 'COMPLETION', 'EVENT')),
      kind text not null,
      level text,
      scope_key bigint not null,
      area_code int not null,
      region_id int not null,
      payload text not null,
      created_at timestamptz not null default now(),
      seq bigint unique
    )`.execute(db)
    await sql`create index outbox_unsequenced on core.outbox (id) where seq is null`.execute(db)
    await secure(db, 'core.outbox', { read: 'range', write: ['intake', 'engine'] })
    // Intake appends and nothing else: only the engine stamps and trims.
    for (const verb of ['update', 'delete']) {
      await sql`create policy ${sql.raw(`no_${verb}_by_intake`)} on core.outbox as restrictive for ${sql.raw(verb)}
        using (coalesce(current_setting('zhikong.mode', true), '') <> 'intake')`.execute(db)
    }
  },
}

const state: Migration = {
  up: async (db) => {
    await sql`create table core.feed_epoch (
      epoch text primary key,
      number bigint generated always as identity unique,
      after_seq bigint not null,
      began_at timestamptz not null default now()
    )`.execute(db)
    await sql`create table core.feed_state (
      one boolean primary key default true check (one),
      epoch text not null references core.feed_epoch,
      last_seq bigint not null,
      trimmed_seq bigint not null,
      secret text not null
    )`.execute(db)
    await sql`with first as (insert into core.feed_epoch (epoch, after_seq)
        values (replace(gen_random_uuid()::text, '-', ''), 0) returning epoch)
      insert into core.feed_state (epoch, last_seq, trimmed_seq, secret)
      select epoch, 0, 0, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') from first`.execute(db)
    await sql`create table core.feed_cursor (consumer text primary key, seq bigint not null)`.execute(db)
    await secure(db, 'core.feed_epoch', { read: 'engine', write: ['engine'] })
    await secure(db, 'core.feed_state', { read: 'engine', write: ['engine'] })
    await secure(db, 'core.feed_cursor', { read: 'engine', write: ['engine'] })
  },
}

export const feedMigrations: Readonly<Record<string, Migration>> = {
  '0006-feed-a-outbox': outbox,
  '0006-feed-b-state': state,
}
